package dev.pharos.etcdctl.offline.output;

import dev.pharos.etcdctl.offline.terminal.ExitCode;
import dev.pharos.etcdctl.offline.terminal.ToolFailure;

/** The formats by their names. */
public final class OutputFormats {
    private OutputFormats() {}

    /**
     * The format of a name.
     *
     * @throws ToolFailure if there is none
     */
    public static OutputFormat named(String name) {
        return switch (name) {
            case "simple" -> new SimpleFormat();
            case "json" -> new JsonFormat();
            case "fields" -> new FieldsFormat();
            case "table" -> new TableFormat();
            case "protobuf" -> new UnsupportedFormat(name);
            default -> throw new ToolFailure(ExitCode.BAD_FEATURE, "unsupported output format");
        };
    }
}
