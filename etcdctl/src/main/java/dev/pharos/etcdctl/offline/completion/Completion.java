package dev.pharos.etcdctl.offline.completion;

import dev.pharos.etcdctl.offline.cli.Command;
import dev.pharos.etcdctl.offline.cli.Flag;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Scripts by which shells complete the lines of a tool. They find the command in the line and offer what it has. */
public final class Completion {
    private final String tool;
    private final List<Place> places;

    private Completion(String tool, List<Place> places) {
        this.tool = tool;
        this.places = places;
    }

    public static Completion of(Command tool, List<Flag> global) {
        return new Completion(tool.definition().name(), Place.all(tool, global));
    }

    /** Where no word fits, bash completes file names. */
    public String bash() {
        return "# bash completion for " + tool + "\n\n"
                + "_" + tool + "() {\n"
                + "    local word=${COMP_WORDS[COMP_CWORD]} place=" + tool + " choices= i\n"
                + "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                + "        case \"$place ${COMP_WORDS[i]}\" in\n"
                + each("            ", place -> single(place.name()) + ") place=" + single(place.name()) + " ;;")
                + "        esac\n"
                + "    done\n"
                + "    case $place in\n"
                + all("        ", place -> single(place.name()) + ") choices=" + single(words(place)) + " ;;")
                + "    esac\n"
                + "    COMPREPLY=($(compgen -W \"$choices\" -- \"$word\"))\n"
                + "}\n\n"
                + "complete -o bashdefault -o default -F _" + tool + " " + tool + "\n";
    }

    public String zsh() {
        return "#compdef " + tool + "\n\n"
                + "_" + tool + "() {\n"
                + "    local place=" + tool + " i\n"
                + "    local -a choices\n"
                + "    for ((i = 2; i < CURRENT; i++)); do\n"
                + "        case \"$place ${words[i]}\" in\n"
                + each("            ", place -> "(" + single(place.name()) + ") place=" + single(place.name()) + " ;;")
                + "        esac\n"
                + "    done\n"
                + "    case $place in\n"
                + all("        ", place -> "(" + single(place.name()) + ") choices=(" + described(place) + ") ;;")
                + "    esac\n"
                + "    _describe " + tool + " choices\n"
                + "    _files\n"
                + "}\n\n"
                + "if [ \"${funcstack[1]}\" = _" + tool + " ]; then\n"
                + "    _" + tool + " \"$@\"\n"
                + "else\n"
                + "    compdef _" + tool + " " + tool + "\n"
                + "fi\n";
    }

    public String fish() {
        return "# fish completion for " + tool + "\n\n"
                + places.stream().map(this::fish).collect(Collectors.joining());
    }

    private String fish(Place place) {
        String condition = place.isTool()
                ? "__fish_use_subcommand"
                : place.path().stream()
                        .skip(1)
                        .map(name -> "__fish_seen_subcommand_from " + name)
                        .collect(Collectors.joining("; and "));
        StringBuilder lines = new StringBuilder();
        for (Place.Choice choice : place.choices()) {
            String option =
                    choice.word().startsWith("--") ? "-l " + choice.word().substring(2) : "-f -a " + choice.word();
            lines.append("complete -c ").append(tool).append(" -n ").append(single(condition));
            lines.append(' ').append(option).append(" -d ").append(fishQuoted(choice.description()));
            lines.append('\n');
        }
        return lines.toString();
    }

    public String powershell() {
        return "# powershell completion for " + tool + "\n\n"
                + "Register-ArgumentCompleter -Native -CommandName " + tool + " -ScriptBlock {\n"
                + "    param($word, $line, $position)\n"
                + "    $choices = @{\n"
                + all("        ", place -> powershellQuoted(place.name()) + " = " + powershellQuoted(words(place)))
                + "    }\n"
                + "    $place = '" + tool + "'\n"
                + "    foreach ($each in $line.CommandElements | Select-Object -Skip 1) {\n"
                + "        if ($choices.ContainsKey(\"$place $each\")) { $place = \"$place $each\" }\n"
                + "    }\n"
                + "    $choices[$place].Split(' ') | Where-Object { $_.StartsWith($word) } | ForEach-Object {\n"
                + "        [System.Management.Automation.CompletionResult]::new($_)\n"
                + "    }\n"
                + "}\n";
    }

    /** A line for each command, but for the tool itself. */
    private String each(String indent, Function<Place, String> line) {
        return lines(places.stream().filter(place -> !place.isTool()).toList(), indent, line);
    }

    private String all(String indent, Function<Place, String> line) {
        return lines(places, indent, line);
    }

    private static String lines(List<Place> places, String indent, Function<Place, String> line) {
        return places.stream().map(place -> indent + line.apply(place) + "\n").collect(Collectors.joining());
    }

    private static String words(Place place) {
        return place.choices().stream().map(Place.Choice::word).collect(Collectors.joining(" "));
    }

    private static String described(Place place) {
        return place.choices().stream()
                .map(choice -> single(choice.word() + ":" + choice.description().replace(":", "\\:")))
                .collect(Collectors.joining(" "));
    }

    private static String single(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String fishQuoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String powershellQuoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
