package dev.pharos.etcdctl.info;

import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Prints a script with which a shell completes words. */
public final class Completion implements Command {
    private final String shell;
    private final Supplier<Map<String, List<String>>> words;

    /** @param words what may follow which words */
    public Completion(String shell, Supplier<Map<String, List<String>>> words) {
        this.shell = shell;
        this.words = words;
    }

    @Override
    public Syntax syntax() {
        return new Syntax("completion " + shell, "", "Prints a script that completes words in " + shell);
    }

    @Override
    public void run(Invocation invocation) {
        Map<String, List<String>> known = words.get();
        invocation
                .out()
                .print(
                        switch (shell) {
                            case "fish" -> fish(known);
                            case "zsh" ->
                                "#compdef etcdctl\nautoload -U +X bashcompinit && bashcompinit\n" + bash(known);
                            default -> bash(known);
                        });
    }

    /** Goes through the words as the program does: names of commands lead on, flags do not. */
    private static String bash(Map<String, List<String>> known) {
        StringBuilder script = new StringBuilder("""
                # Completion of etcdctl: source it, or put it where your shell looks for such scripts.
                _etcdctl() {
                    local path= word words current=${COMP_WORDS[COMP_CWORD]}
                    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                        case "$path${path:+ }$word" in
                """);
        String paths = String.join(
                "|",
                known.keySet().stream()
                        .filter(path -> !path.isEmpty())
                        .map(path -> "\"" + path + "\"")
                        .toList());
        script.append("            ").append(paths).append(") path=\"$path${path:+ }$word\" ;;\n");
        script.append("""
                        esac
                    done
                    case $path in
                """);
        known.forEach((path, next) -> script.append("        \"")
                .append(path)
                .append("\") words=\"")
                .append(String.join(" ", next))
                .append("\" ;;\n"));
        return script.append("""
                    esac
                    COMPREPLY=($(compgen -W "$words" -- "$current"))
                    [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
                }
                complete -F _etcdctl etcdctl
                """).toString();
    }

    private static String fish(Map<String, List<String>> known) {
        StringBuilder script = new StringBuilder("# Completion of etcdctl: put it into ~/.config/fish/completions.\n");
        script.append("complete -c etcdctl -f\n");
        known.forEach((path, next) -> {
            String seen = path.isEmpty()
                    ? "__fish_use_subcommand"
                    : "__fish_seen_subcommand_from " + path.substring(path.lastIndexOf(' ') + 1);
            if (path.indexOf(' ') > 0) {
                seen = "__fish_seen_subcommand_from " + path.substring(0, path.indexOf(' ')) + "; and " + seen;
            }
            for (String word : next) {
                String what = word.startsWith("--") ? "-l " + word.substring(2) : "-a " + word;
                script.append("complete -c etcdctl -n '")
                        .append(seen)
                        .append("' ")
                        .append(what)
                        .append('\n');
            }
        });
        return script.toString();
    }
}
