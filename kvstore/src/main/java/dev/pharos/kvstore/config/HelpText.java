package dev.pharos.kvstore.config;

/** What {@code --help} prints. */
final class HelpText {
    /** The short form, which also follows every complaint about a flag. */
    static final String USAGE = """
            Usage:

              pharos [flags]
                Start a member.

              pharos --version
                Show the version.

              pharos -h | --help
                Show all flags.

              pharos --config-file FILE
                Start a member with the options in a file. Other flags and variables are ignored then.

            """;

    private static final String HEAD = """

            Every flag can also be given as a variable: --data-dir is ETCD_DATA_DIR or PHAROS_DATA_DIR.
            Lengths of time are written like 300ms, 5s or 1h30m. Booleans stand alone or as --flag=false.
            """;

    private HelpText() {}

    static String flags(FlagTable table) {
        StringBuilder out = new StringBuilder(HEAD);
        for (FlagGroup group : table.groups()) {
            out.append('\n').append(group.title()).append(":\n");
            for (Flag flag : group.flags()) {
                out.append("  --")
                        .append(flag.name())
                        .append(" '")
                        .append(flag.initial())
                        .append("'\n");
                out.append("    ").append(flag.purpose());
                out.append(flag.idle().isEmpty() ? "\n" : " No effect in Pharos: " + flag.idle() + ".\n");
            }
        }
        return out.toString();
    }
}
