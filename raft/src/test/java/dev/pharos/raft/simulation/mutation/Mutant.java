package dev.pharos.raft.simulation.mutation;

import dev.pharos.raft.simulation.mutation.Mutation.Edit;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.function.LongFunction;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The module with one deliberate bug, compiled into a folder and loaded beside the real one. */
final class Mutant {
    private static final String PROBE = "dev.pharos.raft.simulation.SeedProbe";
    private static final String OWN_PACKAGE = "dev.pharos.raft.";

    private final Path sources;
    private final Path work;

    Mutant(Path sources, Path work) {
        this.sources = sources;
        this.work = work;
    }

    /** Runs seeds through the simulation of the mutated module. */
    @SuppressWarnings("unchecked") // The probe says that it is one; its class is known by name only.
    LongFunction<String> probe(Mutation mutation) throws IOException, ReflectiveOperationException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        compile(edited(mutation), classes);
        Class<?> probe = new OwnFirstLoader(classes).loadClass(PROBE);
        return (LongFunction<String>) probe.getConstructor().newInstance();
    }

    private List<File> edited(Mutation mutation) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Edit edit : mutation.edits()) {
            String text = texts.containsKey(edit.file())
                    ? texts.get(edit.file())
                    : Files.readString(sources.resolve(edit.file()));
            int at = text.indexOf(edit.original());
            if (at < 0 || text.indexOf(edit.original(), at + 1) >= 0) {
                throw new IllegalStateException(
                        mutation + ": this must stand in " + edit.file() + " exactly once:\n" + edit.original());
            }
            texts.put(edit.file(), text.replace(edit.original(), edit.replacement()));
        }
        List<File> files = new ArrayList<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = work.resolve("sources").resolve(text.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.getValue());
            files.add(file.toFile());
        }
        return files;
    }

    private static void compile(List<File> files, Path into) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            complaints,
                            manager,
                            null,
                            List.of(
                                    "-d",
                                    into.toString(),
                                    "-proc:none",
                                    "-classpath",
                                    System.getProperty("java.class.path")),
                            null,
                            manager.getJavaFileObjectsFromFiles(files))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the mutant does not compile:\n" + complaints);
            }
        }
    }

    /** Defines all classes of this module anew, the mutated ones first, and leaves the rest to its parent. */
    private static final class OwnFirstLoader extends URLClassLoader {
        OwnFirstLoader(Path mutated) throws MalformedURLException {
            super(urls(mutated), Mutant.class.getClassLoader());
        }

        private static URL[] urls(Path mutated) throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            urls.add(mutated.toUri().toURL());
            StringTokenizer entries = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
            while (entries.hasMoreTokens()) {
                urls.add(Path.of(entries.nextToken()).toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(OWN_PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
