package dev.pharos.kvstore.config;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value in a configuration file as the text that its flag would have on the command line. The types are
 * those of YAML 1.1 and of a decoder that knows the type it decodes into: a number may stand for a string,
 * a string never for a number, and a length of time is a number of nanoseconds.
 */
final class FileValue {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9][0-9_]*|0[xX][0-9a-fA-F_]+|0o[0-7]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern TRUE = Pattern.compile("y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON");
    private static final Pattern FALSE = Pattern.compile("n|N|no|No|NO|false|False|FALSE|off|Off|OFF");
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");

    private FileValue() {}

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && isPlain(scalar) && matches(NULL, scalar);
    }

    static String read(Node node, String path, Kind kind) {
        if (kind == Kind.LIST) {
            if (node instanceof SequenceNode sequence) {
                return String.join(",", ConfigFile.items(sequence, path));
            }
            throw mismatch(describe(node), path, kind.fileType());
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw mismatch(describe(node), path, kind.fileType());
        }
        return switch (kind) {
            case BOOL -> bool(scalar, path);
            case DURATION -> integer(scalar, path, kind) + "ns";
            case INT, INT64, UINT, UINT32, UINT64 -> integer(scalar, path, kind);
            default -> scalar.getValue();
        };
    }

    private static String bool(ScalarNode scalar, String path) {
        if (isPlain(scalar) && matches(TRUE, scalar)) {
            return "true";
        }
        if (isPlain(scalar) && matches(FALSE, scalar)) {
            return "false";
        }
        throw mismatch(describe(scalar), path, Kind.BOOL.fileType());
    }

    private static String integer(ScalarNode scalar, String path, Kind kind) {
        if (!isPlain(scalar) || !matches(INTEGER, scalar)) {
            throw mismatch(describe(scalar), path, kind.fileType());
        }
        String text = scalar.getValue().replace("_", "");
        try {
            return String.valueOf((kind == Kind.DURATION ? Kind.INT64 : kind).integer(text));
        } catch (BadValue e) {
            throw mismatch(describe(scalar), path, kind.fileType());
        }
    }

    /** What stands there, in the words of a JSON decoder; of a number that does not fit the number itself. */
    static String describe(Node node) {
        if (node instanceof MappingNode) {
            return "object";
        }
        if (node instanceof SequenceNode) {
            return "array";
        }
        ScalarNode scalar = (ScalarNode) node;
        if (!isPlain(scalar)) {
            return "string";
        }
        if (matches(TRUE, scalar) || matches(FALSE, scalar)) {
            return "bool";
        }
        return matches(INTEGER, scalar) || matches(NUMBER, scalar) ? "number " + scalar.getValue() : "string";
    }

    static BadValue mismatch(String found, String path, String type) {
        // Only where a number is wanted does a number say which one it is.
        boolean wantsNumber = type.contains("int") || type.equals("time.Duration");
        String shown = found.startsWith("number ") && !wantsNumber ? "number" : found;
        String place = path.isEmpty() ? "value" : "struct field configYAML." + path;
        return new BadValue("error unmarshaling JSON: while decoding JSON: json: cannot unmarshal " + shown
                + " into Go " + place + " of type " + type);
    }

    private static boolean isPlain(ScalarNode scalar) {
        return scalar.getScalarStyle() == ScalarStyle.PLAIN;
    }

    private static boolean matches(Pattern pattern, ScalarNode scalar) {
        return pattern.matcher(scalar.getValue()).matches();
    }
}
