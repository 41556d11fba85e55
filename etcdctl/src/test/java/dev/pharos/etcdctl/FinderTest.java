package dev.pharos.etcdctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.etcdctl.Finder.Found;
import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.line.UsageError;
import dev.pharos.etcdctl.run.Globals;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FinderTest {
    private static Found find(String... words) {
        return Finder.find(List.of(words));
    }

    @Test
    void flags_may_stand_before_between_and_behind() {
        assertThat(find("--endpoints", "a", "lease", "--debug", "grant", "60", "-w", "json"))
                .isEqualTo(new Found("lease grant", List.of("--endpoints", "a", "--debug", "60", "-w", "json")));
        assertThat(find("-wjson", "get", "a")).isEqualTo(new Found("get", List.of("-wjson", "a")));
        assertThat(find("endpoint", "--cluster", "health"))
                .isEqualTo(new Found("endpoint health", List.of("--cluster")));
        assertThat(find("--hex=true", "get", "get")).isEqualTo(new Found("get", List.of("--hex=true", "get")));
    }

    @Test
    void names_may_be_cut_short_while_they_are_clear() {
        assertThat(find("mem", "li").path()).isEqualTo("member list");
        assertThat(find("compact", "3").path()).isEqualTo("compaction");
        assertThatThrownBy(() -> find("l")).isInstanceOf(UsageError.class);
    }

    @Test
    void a_group_without_a_command_is_a_group() {
        assertThat(find("member")).isEqualTo(new Found("member", List.of()));
        assertThat(find("member", "nonsense")).isEqualTo(new Found("member", List.of("nonsense")));
        assertThat(find()).isEqualTo(new Found("", List.of()));
    }

    @Test
    void what_nobody_knows_is_told_with_what_may_be_meant() {
        assertThatThrownBy(() -> find("gett"))
                .hasMessage("unknown command \"gett\" for \"etcdctl\"\n\nDid you mean this?\n\tget\n");
        assertThatThrownBy(() -> find("nonsense")).hasMessage("unknown command \"nonsense\" for \"etcdctl\"");
    }

    @Test
    void every_command_is_there_under_its_name_and_has_no_flag_twice() {
        Set<String> globals = Globals.FLAGS.stream().map(Flag::name).collect(Collectors.toSet());
        for (String path : Catalog.PATHS) {
            Syntax syntax = Catalog.command(path).syntax();
            assertThat(syntax.path()).isEqualTo(path);
            assertThat(syntax.summary()).isNotEmpty();
            List<String> names = syntax.flags().stream().map(Flag::name).toList();
            assertThat(names).doesNotHaveDuplicates().doesNotContainAnyElementsOf(globals);
            int blank = path.indexOf(' ');
            assertThat(blank < 0 || Catalog.group(path.substring(0, blank)).isPresent())
                    .as(path)
                    .isTrue();
        }
    }
}
