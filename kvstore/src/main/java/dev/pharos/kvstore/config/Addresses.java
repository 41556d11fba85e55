package dev.pharos.kvstore.config;

import dev.pharos.kvstore.logging.LogField;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The addresses of a member and the first members of its cluster, with what etcd makes of defaults: one
 * that listens on all interfaces and advertises nothing in particular advertises the machine's address,
 * and a cluster that is not named consists of this member alone.
 */
final class Addresses {
    private static final String ANY = "0.0.0.0";

    private final OptionValues values;
    private final Supplier<Optional<String>> machineAddress;
    private final Notices notices;

    Addresses(OptionValues values, Supplier<Optional<String>> machineAddress, Notices notices) {
        this.values = values;
        this.machineAddress = machineAddress;
        this.notices = notices;
    }

    MemberUrls urls() {
        return new MemberUrls(
                values.urls("listen-peer-urls"),
                values.urls("listen-client-urls"),
                values.urls("listen-client-http-urls"),
                values.urls("listen-metrics-urls"),
                advertised("initial-advertise-peer-urls", values.urls("listen-peer-urls")),
                advertised("advertise-client-urls", values.urls("listen-client-urls")));
    }

    private List<ServerUrl> advertised(String flag, List<ServerUrl> listening) {
        List<ServerUrl> urls = values.urls(flag);
        if (values.isGiven(flag)
                || listening.isEmpty()
                || !listening.get(0).host().equals(ANY)) {
            return urls;
        }
        Optional<String> address = machineAddress.get();
        if (address.isEmpty()) {
            notices.info("failed to detect default host");
            return urls;
        }
        notices.info("detected default host for advertise", new LogField("host", address.get()));
        return List.of(listening.get(0).withHost(address.get()));
    }

    String initialCluster(MemberUrls urls) {
        if (values.isGiven("initial-cluster")) {
            return values.text("initial-cluster");
        }
        boolean isDiscovered = !values.text("discovery").isEmpty()
                || !values.text("discovery-srv").isEmpty()
                || !values.text("discovery-srv-name").isEmpty()
                || !values.text("discovery-endpoints").isEmpty();
        if (isDiscovered) {
            return "";
        }
        String name = values.text("name");
        return String.join(
                ",", urls.advertisePeer().stream().map(url -> name + "=" + url).toList());
    }
}
