package dev.pharos.kvstore.cluster;

import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The release of etcd whose behaviour this server shows, as clients and other members are told. */
public final class Versions {
    public static final String SERVER = "3.6.6";

    /** What the data on disk can be read by, and what a cluster of such members speaks. */
    public static final String CLUSTER = "3.6.0";

    public static final String STORAGE = "3.6.0";

    /** Of data that do not say by what they can be read, as those of all earlier releases. */
    private static final String STORAGE_WITHOUT_VERSION = "3.5.0";

    /** What a cluster speaks at the least that this server can be a member of. */
    public static final String LOWEST_CLUSTER = "3.0.0";

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\.\\d{1,9})?");

    private Versions() {}

    /** Whether a version is exactly one minor release below the cluster's (rule 10.12). */
    public static boolean isOneBelow(String target, String clusterVersion) {
        Matcher wanted = parse(target);
        Matcher present = parse(clusterVersion);
        return wanted.group(1).equals(present.group(1))
                && Integer.parseInt(wanted.group(2)) == Integer.parseInt(present.group(2)) - 1;
    }

    /** Whether a text is a version, {@code X.Y} or {@code X.Y.Z}. */
    public static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    /** Whether a version is of an earlier minor release than another. */
    public static boolean isBelow(String version, String other) {
        Matcher one = parse(version);
        Matcher two = parse(other);
        int major = Integer.compare(Integer.parseInt(one.group(1)), Integer.parseInt(two.group(1)));
        int minor = Integer.compare(Integer.parseInt(one.group(2)), Integer.parseInt(two.group(2)));
        return major < 0 || (major == 0 && minor < 0);
    }

    /** What a cluster speaks whose lowest member is of this release, as {@code X.Y.0}; of a pre-release too. */
    public static String ofCluster(String release) {
        return minor(release.replaceFirst("[-+].*", "")) + ".0";
    }

    /** {@code X.Y} of {@code X.Y.Z}. */
    public static String minor(String version) {
        Matcher parts = parse(version);
        return parts.group(1) + "." + parts.group(2);
    }

    /** What the data can be read by in a cluster that speaks this; before it speaks anything, by this release. */
    public static String ofStorage(String clusterVersion) {
        boolean isDecided = !clusterVersion.isEmpty() && !clusterVersion.equals(LOWEST_CLUSTER);
        return isDecided && isBelow(clusterVersion, STORAGE) ? STORAGE_WITHOUT_VERSION : STORAGE;
    }

    private static Matcher parse(String version) {
        Matcher parts = FORM.matcher(version);
        if (!parts.matches()) {
            throw new Refusal(EtcdError.WRONG_DOWNGRADE_VERSION_FORMAT);
        }
        return parts;
    }
}
