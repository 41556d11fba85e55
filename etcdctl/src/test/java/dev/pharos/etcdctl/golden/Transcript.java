package dev.pharos.etcdctl.golden;

import dev.pharos.etcdctl.golden.Program.Result;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.etcdctl.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Commands, and what came of them, as a file for people:
 *
 * <pre>
 *   # a remark
 *   $ put a 1          the words of a command
 *   &lt; a line           of its standard input
 *   &gt; a line           of its standard output; with \ at the end one that does not end
 *   ! a line           of its standard error, but for log lines
 *   = 128              its status, unless 0
 * </pre>
 *
 * What differs from server to server has names in braces: {@code {EP}} for the endpoint, {@code {MEMBER}} and {@code
 * {MEMBER#}} for the id of the member in hexadecimal and decimal digits, likewise {@code {CLUSTER}}, and {@code
 * {LEASE}} for the lease granted last. {@code {ADDED1}} and {@code {ADDED1#}} are the first member that was added.
 * Members are listed in no order of their own, so here they stand in that of the text.
 *
 * <p>A line {@code @ a word} has the test do something.
 */
final class Transcript {
    private static final Pattern GRANTED = Pattern.compile("lease ([0-9a-f]{16}) granted");
    private static final Pattern ADDED = Pattern.compile("Member +([0-9a-f]+) added");

    /** What lists members in the order of their ids, of which nobody knows how they compare. */
    private static final Pattern FOUNDERS = Pattern.compile("(?<=ETCD_INITIAL_CLUSTER=\")[^\"]*");

    private static final Pattern MEMBER_OBJECTS = Pattern.compile("(?<=\"members\":\\[).*(?=]})");
    private static final Pattern MEMBER_LINES = Pattern.compile("(?m)(^> [^,\n]+, (un)?started, .*\n){2,}");

    /** What no two runs have in common, and what stands for it. */
    private static final Map<Pattern, String> BLURRED = new LinkedHashMap<>();

    static {
        BLURRED.put(Pattern.compile("took = [0-9.]+\\S*s\\b"), "took = {D}");
        BLURRED.put(Pattern.compile("took [0-9.]+\\S*s\\b"), "took {D}");
        BLURRED.put(Pattern.compile("\"took\":\"[^\"]*\""), "\"took\":\"{D}\"");
        BLURRED.put(Pattern.compile("\"Took\" : \\S+"), "\"Took\" : {D}");
        BLURRED.put(Pattern.compile("\"raft_term\":[0-9]+"), "\"raft_term\":{N}");
        BLURRED.put(Pattern.compile("\"RaftTerm\" : [0-9]+"), "\"RaftTerm\" : {N}");
        BLURRED.put(Pattern.compile("\"raftIndex\":[0-9]+"), "\"raftIndex\":{N}");
        BLURRED.put(Pattern.compile("\"raftTerm\":[0-9]+"), "\"raftTerm\":{N}");
        BLURRED.put(Pattern.compile("\"raftAppliedIndex\":[0-9]+"), "\"raftAppliedIndex\":{N}");
        BLURRED.put(Pattern.compile("\"Raft(Applied)?Index\" : [0-9]+"), "\"Raft$1Index\" : {N}");
        BLURRED.put(Pattern.compile("\"(dbSize|dbSizeInUse)\":[0-9]+"), "\"$1\":{N}");
        BLURRED.put(Pattern.compile("\"(DBSize|DBSizeInUse)\" : [0-9]+"), "\"$1\" : {N}");
        BLURRED.put(Pattern.compile("\"(version|storageVersion)\":\"[0-9.]+\""), "\"$1\":\"{V}\"");
        BLURRED.put(Pattern.compile("\"(Version|StorageVersion)\" : \"[0-9.]+\""), "\"$1\" : \"{V}\"");
        BLURRED.put(Pattern.compile("[0-9.]+ (kB|MB|B), [0-9.]+ (kB|MB|B), [0-9]+%"), "{N}, {N}, {N}%");
        BLURRED.put(Pattern.compile("(true|false), (true|false), [0-9]+, [0-9]+, [0-9]+, "), "$1, $2, {N}, {N}, {N}, ");
        BLURRED.put(Pattern.compile(", 3\\.[0-9]+\\.[0-9]+, (3\\.[0-9]+\\.[0-9]+)?, "), ", {V}, {V}, ");
        BLURRED.put(Pattern.compile("(Member|cluster) +\\{"), "$1 {");
        BLURRED.put(Pattern.compile("remaining\\([0-9]+s\\)"), "remaining({N}s)");
        BLURRED.put(Pattern.compile("\"ttl\":[0-9]+,\"granted"), "\"ttl\":{N},\"granted");
        BLURRED.put(Pattern.compile("(\"ID\" : \\{LEASE#?}\n> \"TTL\" : )[0-9]+(\n> \"Granted)"), "$1{N}$2");
    }

    private final Program program;
    private final Map<String, String> names;
    private final Map<String, Step> steps;
    private int added;

    /** What a test does between two commands. */
    interface Step {
        void run() throws InterruptedException;
    }

    /**
     * For one replay.
     *
     * @param names what stands in braces, without them, and what it stands for
     * @param steps what the lines with {@code @} ask for
     */
    Transcript(Program program, Map<String, String> names, Map<String, Step> steps) {
        this.program = program;
        this.names = new LinkedHashMap<>(names);
        this.steps = Map.copyOf(steps);
    }

    /** The same commands, and what comes of them now. */
    String replay(String text) throws IOException, InterruptedException {
        StringBuilder replayed = new StringBuilder();
        List<String> lines = text.lines().toList();
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            at++;
            if (line.isBlank() || line.startsWith("#")) {
                replayed.append(line).append('\n');
            } else if (line.startsWith("@ ")) {
                replayed.append(line).append('\n');
                Objects.requireNonNull(steps.get(line.substring(2)), line).run();
            } else if (line.startsWith("$ ")) {
                replayed.append(line).append('\n');
                StringBuilder input = new StringBuilder();
                while (at < lines.size() && lines.get(at).startsWith("<")) {
                    replayed.append(lines.get(at)).append('\n');
                    input.append(lines.get(at)
                                    .substring(Math.min(2, lines.get(at).length())))
                            .append('\n');
                    at++;
                }
                replayed.append(told(line.substring(2), input.toString()));
            }
        }
        return replayed.toString();
    }

    private String told(String command, String input) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--endpoints=" + names.get("EP")));
        words.addAll(Words.split(filledIn(ByteText.ofUnicode(command))));
        Result result = program.run(words, filledIn(ByteText.ofUnicode(input)));
        Matcher granted = GRANTED.matcher(result.out());
        if (granted.find()) {
            String lease = granted.group(1);
            names.put("LEASE", lease);
            names.put("LEASE#", Long.toString(Long.parseLong(lease, 16)));
        }
        Matcher newcomer = ADDED.matcher(result.out());
        if (newcomer.find()) {
            added++;
            names.put("ADDED" + added, newcomer.group(1));
            names.put("ADDED" + added + "#", Long.toUnsignedString(Long.parseUnsignedLong(newcomer.group(1), 16)));
        }
        String told = marked('>', result.out()) + marked('!', result.err());
        return blurred(ByteText.toUnicode(told)) + (result.status() == 0 ? "" : "= " + result.status() + "\n");
    }

    private static String marked(char mark, String text) {
        StringBuilder marked = new StringBuilder();
        for (String line : text.split("(?<=\n)", -1)) {
            boolean isLogged = mark == '!' && (line.startsWith("{") || line.startsWith("stty: "));
            if (!line.isEmpty() && !isLogged) {
                marked.append(mark).append(line.equals("\n") ? "" : " ").append(line);
                marked.append(line.endsWith("\n") ? "" : "\\\n");
            }
        }
        return marked.toString();
    }

    private String filledIn(String text) {
        String filled = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace("{" + name.getKey() + "}", name.getValue());
        }
        return filled;
    }

    private String blurred(String text) {
        String blurred = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            blurred = blurred.replace(name.getValue(), "{" + name.getKey() + "}");
        }
        for (Map.Entry<Pattern, String> pattern : BLURRED.entrySet()) {
            blurred = pattern.getKey().matcher(blurred).replaceAll(pattern.getValue());
        }
        return ordered(blurred);
    }

    private static String ordered(String text) {
        String ordered = MEMBER_LINES.matcher(text).replaceAll(lines -> literal(sorted(lines.group(), "(?<=\n)", "")));
        ordered = FOUNDERS.matcher(ordered).replaceAll(list -> literal(sorted(list.group(), ",", ",")));
        return MEMBER_OBJECTS.matcher(ordered).replaceAll(list -> literal(sorted(list.group(), ",(?=\\{\"ID\")", ",")));
    }

    private static String literal(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }

    private static String sorted(String text, String boundary, String between) {
        return Stream.of(text.split(boundary)).sorted().collect(Collectors.joining(between));
    }

    static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
