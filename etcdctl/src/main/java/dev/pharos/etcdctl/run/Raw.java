package dev.pharos.etcdctl.run;

import dev.pharos.etcdctl.text.ByteText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arguments and environment as bytes. The JVM decodes them, and what is no text in the encoding of the locale is lost
 * on the way; Linux shows the bytes as they were. In both directions the JVM's encoding is what is left elsewhere.
 */
public final class Raw {
    private static final Charset JVM = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /** With which the JVM writes what it hands to other programs: up to 17 another one. */
    private static final Charset FOR_OTHERS = Runtime.version().feature() < 18 ? Charset.defaultCharset() : JVM;

    private Raw() {}

    public static List<String> arguments(String... arguments) {
        List<String> all = parts("/proc/self/cmdline");
        if (all.size() > arguments.length) {
            return List.copyOf(all.subList(all.size() - arguments.length, all.size()));
        }
        return Arrays.stream(arguments)
                .map(argument -> ByteText.of(argument.getBytes(JVM)))
                .toList();
    }

    public static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        System.getenv().forEach((name, value) -> environment.put(name, ByteText.of(value.getBytes(JVM))));
        for (String part : parts("/proc/self/environ")) {
            int mark = part.indexOf('=');
            if (mark > 0) {
                environment.put(part.substring(0, mark), part.substring(mark + 1));
            }
        }
        return environment;
    }

    private static List<String> parts(String file) {
        List<String> parts = new ArrayList<>();
        try {
            String text = ByteText.of(Files.readAllBytes(Path.of(file)));
            int from = 0;
            int end = text.indexOf('\0');
            while (end >= 0) {
                parts.add(text.substring(from, end));
                from = end + 1;
                end = text.indexOf('\0', from);
            }
        } catch (IOException elsewhere) {
            // Not Linux: what the JVM decoded is what there is.
            return List.of();
        }
        return parts;
    }

    /** For another program, as one of its arguments or variables. */
    static String forOthers(String text) {
        return new String(ByteText.bytes(text), FOR_OTHERS);
    }

    /**
     * A file by the bytes of its name.
     *
     * @throws Exit if the JVM cannot name it in this locale
     */
    public static Path path(String name) {
        try {
            return Path.of(new String(ByteText.bytes(name), JVM));
        } catch (InvalidPathException unnameable) {
            throw new Exit(ExitCode.ERROR, "no file can be called " + name + " in this locale");
        }
    }
}
