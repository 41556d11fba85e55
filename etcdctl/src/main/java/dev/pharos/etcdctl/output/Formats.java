package dev.pharos.etcdctl.output;

import java.util.Optional;

/** The forms by name. */
public final class Formats {
    private Formats() {}

    public static Optional<Format> named(String name, Sink sink, Look look) {
        return switch (name) {
            case "simple" -> Optional.of(new SimpleFormat(sink, look, SimpleFormat.Parts.KEYS_AND_VALUES));
            case "json" -> Optional.of(new JsonFormat(sink, look));
            case "fields" -> Optional.of(new FieldsFormat(sink, look));
            case "table" -> Optional.of(new TableFormat(sink));
            case "protobuf" -> Optional.of(new ProtobufFormat(sink));
            default -> Optional.empty();
        };
    }

    /** The simple one, leaving out keys. */
    public static Format valuesOnly(Sink sink, Look look) {
        return new SimpleFormat(sink, look, SimpleFormat.Parts.VALUES);
    }
}
