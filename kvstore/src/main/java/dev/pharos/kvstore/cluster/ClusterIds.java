package dev.pharos.kvstore.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;

/** The ids of members and clusters, computed as etcd computes them so that all founders agree (rule 9.1). */
public final class ClusterIds {
    private ClusterIds() {}

    /** Of a founder. */
    public static long ofFounder(List<String> peerUrls, String clusterToken) {
        return first64Bits((sorted(peerUrls) + clusterToken).getBytes(UTF_8));
    }

    /** Of a member that is added to a running cluster. */
    public static long ofAddition(List<String> peerUrls, long unixSeconds) {
        return first64Bits((sorted(peerUrls) + unixSeconds).getBytes(UTF_8));
    }

    public static long ofCluster(Collection<Long> founders) {
        ByteBuffer ids = ByteBuffer.allocate(founders.size() * Long.BYTES);
        founders.stream().sorted(Long::compareUnsigned).forEach(ids::putLong);
        return first64Bits(ids.array());
    }

    private static String sorted(List<String> urls) {
        return String.join("", urls.stream().sorted().toList());
    }

    private static long first64Bits(byte[] content) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-1").digest(content))
                    .getLong();
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
