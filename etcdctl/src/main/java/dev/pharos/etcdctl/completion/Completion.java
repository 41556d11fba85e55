package dev.pharos.etcdctl.completion;

import dev.pharos.etcdctl.completion.Place.Choice;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Scripts by which shells complete the lines of a tool. They go through the words as the tool does to find the command,
 * and offer its flags where the word begins with a dash, or else what may follow the command, or else files.
 */
public final class Completion {
    public static final List<String> SHELLS = List.of("bash", "zsh", "fish", "powershell");

    private final String tool;
    private final List<Place> places;
    private final List<Choice> everywhere;

    /**
     * That of one tool.
     *
     * @param places the tool itself first
     * @param everywhere flags of all commands
     */
    public Completion(String tool, List<Place> places, List<Choice> everywhere) {
        this.tool = tool;
        this.places = List.copyOf(places);
        this.everywhere = List.copyOf(everywhere);
    }

    /**
     * For one of the shells.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public String script(String shell) {
        String template = switch (shell) {
            case "bash" -> bash();
            case "zsh" -> zsh();
            case "fish" -> fish();
            case "powershell" -> powershell();
            default -> throw new IllegalArgumentException("no shell is called " + shell);
        };
        return template.replace("TOOL", tool);
    }

    private String bash() {
        return """
                # Completion of TOOL for bash: source it, or put it where bash looks for such scripts.
                _TOOL() {
                    local word=${COMP_WORDS[COMP_CWORD]} place=TOOL words= flags= i
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        case "$place ${COMP_WORDS[i]}" in
                """
                + commands(place -> "            " + single(place.name()) + ") place=" + single(place.name()) + " ;;\n")
                + """
                        esac
                    done
                    case $place in
                """
                + all(place -> "        " + single(place.name()) + ") words=" + single(texts(place.words())) + " flags="
                        + single(texts(place.flags())) + " ;;\n")
                + "    esac\n"
                + "    if [[ $word == -* ]]; then\n"
                + "        words=\"$flags " + texts(everywhere) + "\"\n"
                + """
                    fi
                    COMPREPLY=($(compgen -W "$words" -- "$word"))
                }
                complete -o bashdefault -o default -F _TOOL TOOL
                """;
    }

    private String zsh() {
        return """
                #compdef TOOL
                # Completion of TOOL for zsh: source it, or put it as _TOOL into a folder of $fpath.
                _TOOL() {
                    local place=TOOL i
                    local -a choices flags
                    for ((i = 2; i < CURRENT; i++)); do
                        case "$place ${words[i]}" in
                """
                + commands(
                        place -> "            (" + single(place.name()) + ") place=" + single(place.name()) + " ;;\n")
                + """
                        esac
                    done
                    case $place in
                """
                + all(place -> "        (" + single(place.name()) + ") choices=(" + described(place.words())
                        + ") flags=(" + described(place.flags()) + ") ;;\n")
                + "    esac\n"
                + "    if [[ ${words[CURRENT]} == -* ]]; then\n"
                + "        choices=($flags " + described(everywhere) + ")\n"
                + """
                    fi
                    if (( $#choices )); then
                        _describe TOOL choices
                    else
                        _files
                    fi
                }
                if [ "${funcstack[1]}" = _TOOL ]; then
                    _TOOL "$@"
                else
                    compdef _TOOL TOOL
                fi
                """;
    }

    private String fish() {
        return """
                # Completion of TOOL for fish: source it, or put it as TOOL.fish into ~/.config/fish/completions.
                function __TOOL_choices
                    set -l place TOOL
                    for word in (commandline -opc)[2..-1]
                        switch "$place $word"
                            case \
                """
                + places.stream()
                        .filter(place -> !place.isTool())
                        .map(place -> escaped(place.name()))
                        .collect(Collectors.joining(" "))
                + """

                                set place "$place $word"
                        end
                    end
                    if string match -q -- '-*' (commandline -ct)
                        switch $place
                """
                + all(place -> fish(place.name(), place.flags()))
                + "        end\n"
                + lines("        ", everywhere)
                + """
                    else
                        switch $place
                """
                + all(place -> fish(place.name(), place.words()))
                + """
                        end
                    end
                end
                complete -c TOOL -n 'count (__TOOL_choices) >/dev/null' -f
                complete -c TOOL -a '(__TOOL_choices)'
                """;
    }

    private static String fish(String place, List<Choice> choices) {
        return choices.isEmpty()
                ? ""
                : "            case " + escaped(place) + "\n" + lines("                ", choices);
    }

    private static String lines(String indent, List<Choice> choices) {
        return join(
                choices,
                choice -> indent + "printf '%s\\t%s\\n' " + escaped(choice.text()) + " " + escaped(choice.description())
                        + "\n",
                "");
    }

    private String powershell() {
        return """
                # Completion of TOOL for PowerShell: TOOL completion powershell | Out-String | Invoke-Expression
                Register-ArgumentCompleter -Native -CommandName TOOL -ScriptBlock {
                    param($word, $line, $position)
                    $words = @{
                """
                + all(place -> "        " + doubled(place.name()) + " = " + doubled(texts(place.words())) + "\n")
                + "    }\n    $flags = @{\n"
                + all(place -> "        " + doubled(place.name()) + " = " + doubled(texts(place.flags())) + "\n")
                + "    }\n    $everywhere = "
                + doubled(texts(everywhere))
                + """

                    $place = 'TOOL'
                    foreach ($each in $line.CommandElements | Select-Object -Skip 1) {
                        if ($each.Extent.EndOffset -lt $position -and $words.ContainsKey("$place $each")) {
                            $place = "$place $each"
                        }
                    }
                    $choices = if ("$word".StartsWith('-')) { "$($flags[$place]) $everywhere" } else { $words[$place] }
                    $choices.Split(' ') | Where-Object { $_ -and $_.StartsWith("$word") } | ForEach-Object {
                        [System.Management.Automation.CompletionResult]::new($_)
                    }
                }
                """;
    }

    /** Of each command, but not of the tool itself. */
    private String commands(Function<Place, String> line) {
        return join(places.stream().filter(place -> !place.isTool()).toList(), line, "");
    }

    private String all(Function<Place, String> line) {
        return join(places, line, "");
    }

    private static String texts(List<Choice> choices) {
        return join(choices, Choice::text, " ");
    }

    private static String described(List<Choice> choices) {
        UnaryOperator<String> plain = text -> text.replace("\\", "\\\\").replace(":", "\\:");
        return join(
                choices, choice -> single(plain.apply(choice.text()) + ":" + plain.apply(choice.description())), " ");
    }

    private static <T> String join(List<T> parts, Function<T, String> form, String between) {
        return parts.stream().map(form).collect(Collectors.joining(between));
    }

    /** Quoted for bash and zsh. */
    private static String single(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Quoted for fish. */
    private static String escaped(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Quoted for PowerShell. */
    private static String doubled(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
