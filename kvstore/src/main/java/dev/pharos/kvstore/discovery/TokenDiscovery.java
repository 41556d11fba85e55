package dev.pharos.kvstore.discovery;

import dev.pharos.kvstore.config.DiscoveryOptions;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Leaves a founder's name in the registry, and waits there until all have come. Coming twice does no harm: a name keeps
 * the place in the line that it got first.
 */
public final class TokenDiscovery implements AutoCloseable {
    private static final String ROOT = "/_etcd/registry/";
    private static final long LOOK_EVERY_MILLIS = 500;

    private final Registry registry;
    private final String sizeKey;
    private final String members;

    public TokenDiscovery(DiscoveryOptions options) {
        this.registry = new Registry(options.endpoints(), options.calls());
        String folder = ROOT + options.token() + "/";
        this.sizeKey = folder + "_config/size";
        this.members = folder + "members/";
    }

    /**
     * Waits for the others without limit, as they may be started much later.
     *
     * @param id of this founder
     * @param text its name and addresses, as {@code name=url,name=url}
     * @return those of all founders in the same form
     * @throws DiscoveryFailure if this is one too many, or the registry does not know the token, or does not answer
     */
    public String join(long id, String text) throws InterruptedException {
        int size = size();
        String own = members + Long.toHexString(id);
        requirePlace(own, registry.below(members), size);
        registry.put(own, text);
        while (true) {
            List<KeyValue> come = registry.below(members);
            requirePlace(own, come, size);
            if (come.size() >= size) {
                return come.stream()
                        .limit(size)
                        .map(founder -> founder.getValue().toStringUtf8())
                        .collect(Collectors.joining(","));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private int size() throws InterruptedException {
        List<KeyValue> found = registry.at(sizeKey);
        if (found.isEmpty()) {
            throw new DiscoveryFailure("size key not found");
        }
        try {
            int size = Integer.parseInt(found.get(0).getValue().toStringUtf8());
            if (size > 0) {
                return size;
            }
        } catch (NumberFormatException malformed) {
            throw new DiscoveryFailure("size key is bad", malformed);
        }
        throw new DiscoveryFailure("size key is bad");
    }

    /** The founder is among the first, or there is room for one more. */
    private static void requirePlace(String own, List<KeyValue> come, int size) {
        List<String> first = come.stream()
                .limit(size)
                .map(founder -> founder.getKey().toStringUtf8())
                .toList();
        if (first.size() == size && !first.contains(own)) {
            throw new DiscoveryFailure("cluster is full");
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
