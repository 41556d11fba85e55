package dev.pharos.etcdctl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.command.GlobalFlags;
import dev.pharos.etcdctl.offline.command.Tool;
import dev.pharos.etcdctl.run.Globals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code docs/compatibility.md} says of the two tools names every command and every flag, and no other. */
final class CompatibilityTableTest {
    private static final Path PAGE = Path.of("..", "docs", "compatibility.md");
    private static final Pattern LITERAL = Pattern.compile("`([^`]+)`");
    private static final Set<String> STATES = Set.of("complete", "partial", "accepted", "differs", "no");

    /** These print pages and are no commands of the catalog. */
    private static final List<String> PAGES = List.of("help", "options");

    /** The rows of the table below a heading whose first column is called so, without its head. */
    private static List<List<String>> table(String heading, String firstColumn) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int from = lines.indexOf("## " + heading);
        assertThat(from).as(heading).isNotNegative();
        while (!lines.get(from).startsWith("| " + firstColumn + " |")) {
            from++;
        }
        List<List<String>> rows = new ArrayList<>();
        for (int at = from + 2; lines.get(at).startsWith("|"); at++) {
            String line = lines.get(at).strip();
            rows.add(Arrays.stream(line.substring(1, line.length() - 1).split("(?<!\\\\)\\|", -1))
                    .map(String::strip)
                    .toList());
        }
        return rows;
    }

    /** Of a cell, up to what else it says. */
    private static Set<String> literals(String cell) {
        return LITERAL.matcher(cell.contains(";") ? cell.substring(0, cell.indexOf(';')) : cell)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Set<String>> flags(List<List<String>> rows, Function<String, String> command) {
        Map<String, Set<String>> flags = new TreeMap<>();
        for (List<String> row : rows) {
            flags.computeIfAbsent(command.apply(row.get(0)), any -> new TreeSet<>())
                    .addAll(literals(row.get(1)));
        }
        return flags;
    }

    @Test
    void every_cell_says_something_and_every_state_is_known() throws IOException {
        for (List<List<String>> rows : List.of(
                table("etcdctl", "command"), table("etcdctl", "flags of all commands"), table("etcdutl", "command"))) {
            assertThat(rows).isNotEmpty();
            for (List<String> row : rows) {
                assertThat(row)
                        .as("%s", row)
                        .allSatisfy(cell -> assertThat(cell).isNotEmpty());
                assertThat(row.get(row.size() - 2)).as("%s", row).isIn(STATES);
            }
        }
    }

    @Test
    void every_command_of_etcdctl_is_there_with_its_flags() throws IOException {
        Map<String, Set<String>> expected = new TreeMap<>();
        PAGES.forEach(page -> expected.put(page, Set.of()));
        for (String path : Catalog.PATHS) {
            expected.put(
                    path,
                    Catalog.command(path).syntax().flags().stream()
                            .map(Flag::name)
                            .collect(Collectors.toSet()));
        }
        List<List<String>> rows = table("etcdctl", "command");
        assertThat(rows).extracting(row -> row.get(0)).doesNotHaveDuplicates();
        assertThat(flags(rows, command -> command)).isEqualTo(expected);
    }

    @Test
    void every_flag_of_all_commands_of_etcdctl_is_there() throws IOException {
        Set<String> named = new HashSet<>();
        for (List<String> row : table("etcdctl", "flags of all commands")) {
            named.addAll(literals(row.get(0)));
        }
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        Globals.FLAGS.stream().map(Flag::name).toList());
    }

    @Test
    void every_command_of_etcdutl_is_there_with_its_flags() throws IOException {
        Map<String, Set<String>> expected = new TreeMap<>();
        Set<String> everywhere = GlobalFlags.ALL.stream()
                .flatMap(flag -> List.of("--" + flag.name(), "-" + flag.shorthand()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        everywhere.addAll(List.of("-h", "--help"));
        expected.put("all", everywhere);
        new Tool().members().forEach(each -> collect("", each, expected));
        List<List<String>> rows = table("etcdutl", "command").stream()
                .filter(row -> !row.get(2).equals("no"))
                .toList();
        assertThat(flags(rows, CompatibilityTableTest::withoutOperands)).isEqualTo(expected);
    }

    private static void collect(String above, Command command, Map<String, Set<String>> found) {
        String path = above + command.definition().name();
        if (command.members().isEmpty()) {
            found.put(
                    path,
                    command.definition().flags().stream()
                            .map(flag -> "--" + flag.name())
                            .collect(Collectors.toSet()));
        }
        command.members().forEach(each -> collect(path + " ", each, found));
    }

    private static String withoutOperands(String cell) {
        String command = LITERAL.matcher(cell)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElse(cell);
        return command.replaceAll(" [A-Z]+$", "");
    }
}
