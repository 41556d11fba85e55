package dev.pharos.testkit.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every package with sources has a package-info whose Javadoc answers four questions, in one order. */
final class PackagePages implements Rule {
    private static final List<String> HEADINGS =
            List.of("<b>What lives here.</b>", "<b>Where it stands.</b>", "<b>Thread.</b>", "<b>May use.</b>");

    /** The comment that stands before the package declaration and its annotations. */
    private static final Pattern PAGE = Pattern.compile("\\A\\s*/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    @Override
    public String claim() {
        return "every package has a package-info in the fixed shape " + HEADINGS;
    }

    @Override
    public List<String> violations(ModuleUnderTest module) {
        SourceTree sources = module.sources();
        TreeSet<Path> directories = new TreeSet<>();
        for (Path file : sources.files()) {
            directories.add(file.resolveSibling(SourceTree.PACKAGE_INFO));
        }
        List<String> found = new ArrayList<>();
        for (Path page : directories) {
            if (sources.has(page)) {
                fault(sources.text(page)).ifPresent(fault -> found.add(page + " " + fault));
            } else {
                found.add(page + " is missing");
            }
        }
        return found;
    }

    private static Optional<String> fault(String source) {
        Matcher page = PAGE.matcher(source);
        if (!page.find()) {
            return Optional.of("has no Javadoc");
        }
        List<String> paragraphs = paragraphs(page.group(1));
        int next = 0;
        for (String heading : HEADINGS) {
            int at = next;
            while (at < paragraphs.size() && !paragraphs.get(at).startsWith(heading)) {
                at++;
            }
            if (at == paragraphs.size()) {
                return Optional.of("has no paragraph " + heading + " in its place");
            }
            if (paragraphs.get(at).equals(heading)) {
                return Optional.of("says nothing under " + heading);
            }
            next = at + 1;
        }
        return Optional.empty();
    }

    private static List<String> paragraphs(String javadoc) {
        String text = javadoc.replaceAll("(?m)^[ \\t]*\\*", " ").replaceAll("\\s+", " ");
        return Pattern.compile("<p>").splitAsStream(text).map(String::strip).toList();
    }
}
