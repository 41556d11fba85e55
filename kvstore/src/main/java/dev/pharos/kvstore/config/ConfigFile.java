package dev.pharos.kvstore.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Options from a file in YAML or JSON. Keys that are not known are ignored, a null keeps the default, and
 * a value of another type than its flag's is refused.
 */
final class ConfigFile {
    private final FlagTable table;
    private final OptionValues values;

    ConfigFile(FlagTable table, OptionValues values) {
        this.table = table;
        this.values = values;
    }

    /** Gives every option that the file has; throws {@link BadValue}. */
    void read(Path path) {
        Optional<Node> root = compose(content(path));
        if (root.isEmpty() || FileValue.isNull(root.get())) {
            return;
        }
        if (!(root.get() instanceof MappingNode mapping)) {
            throw FileValue.mismatch(FileValue.describe(root.get()), "", "embed.configYAML");
        }
        for (Flag flag : table.current().values()) {
            if (!flag.fileKey().isEmpty()) {
                readKey(mapping, flag.fileKey(), flag.name(), flag.kind());
            }
        }
        for (FormerFlag flag : table.former().values()) {
            if (flag.kind() != Kind.IGNORED && flag.replacement().idle().isEmpty()) {
                readKey(mapping, flag.name(), flag.name(), flag.kind());
            }
        }
        readKey(mapping, FlagTable.PROXY, FlagTable.PROXY, Kind.TEXT);
        readKey(mapping, FlagTable.DEBUG, FlagTable.DEBUG, Kind.BOOL);
    }

    private static String content(Path path) {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new BadValue("open " + path + ": no such file or directory");
        } catch (AccessDeniedException e) {
            throw new BadValue("open " + path + ": permission denied");
        } catch (IOException e) {
            throw new BadValue("open " + path + ": " + (Files.isDirectory(path) ? "is a directory" : e.getMessage()));
        }
    }

    private static Optional<Node> compose(String text) {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setAllowDuplicateKeys(true).build();
            return new Compose(settings).composeString(text);
        } catch (YamlEngineException e) {
            throw new BadValue("error converting YAML to JSON: yaml: " + e.getMessage());
        }
    }

    private void readKey(MappingNode root, String path, String flag, Kind kind) {
        MappingNode mapping = root;
        String[] parts = path.split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            Node value = find(mapping, parts[i]);
            if (value == null || FileValue.isNull(value)) {
                return;
            }
            if (i == parts.length - 1) {
                give(flag, kind, FileValue.read(value, path, kind));
            } else if (value instanceof MappingNode inner) {
                mapping = inner;
            } else {
                throw FileValue.mismatch(FileValue.describe(value), parts[i], sectionType(parts[0]));
            }
        }
    }

    private static String sectionType(String section) {
        return section.endsWith("transport-security") ? "embed.securityConfig" : "struct";
    }

    /** The value of a key; of a key that comes twice the last one. */
    private static @Nullable Node find(MappingNode mapping, String key) {
        Node found = null;
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
                found = tuple.getValueNode();
            }
        }
        return found;
    }

    private void give(String flag, Kind kind, String value) {
        if (kind == Kind.URLS) {
            giveUrls(flag, value);
        } else if (kind == Kind.ORIGINS || kind == Kind.GATES) {
            values.give(flag, value);
        } else if (!value.isEmpty() || !kind.fileType().equals("string")) {
            values.giveUnchecked(flag, value);
        }
    }

    private void giveUrls(String flag, String value) {
        if (value.isEmpty()) {
            return;
        }
        try {
            values.give(flag, value);
        } catch (BadValue e) {
            String text = "unexpected error setting up " + flag + ": " + e.text() + "\n";
            throw new Refusal(new ConfigResult.Failure(1, text, List.of()));
        }
    }

    /** The items of a list, for the messages and values of {@link FileValue}. */
    static List<String> items(SequenceNode sequence, String path) {
        List<String> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(FileValue.read(item, path, Kind.TEXT));
        }
        return items;
    }
}
