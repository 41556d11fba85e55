package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.Versions;
import dev.pharos.kvstore.config.InitialCluster;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.discovery.SameAddresses;
import dev.pharos.kvstore.peer.ask.ClusterView;
import dev.pharos.kvstore.peer.ask.PeerClient;
import dev.pharos.raft.storage.record.LogIdentity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** How a member comes into a cluster that runs: those who are there tell it its id (rule 9.10). One thread. */
final class Joining {
    private final InitialCluster cluster;
    private final String name;
    private final Informants informants;

    /** @param cluster who is there as the options say, and this member with them */
    Joining(InitialCluster cluster, String name, Informants informants) {
        this.cluster = cluster;
        this.name = name;
        this.informants = informants;
    }

    Bootstrap run() throws InterruptedException {
        ClusterView view = running()
                .orElseThrow(() -> new StartFailure("cannot fetch cluster info from peer urls: could not retrieve"
                        + " cluster information from the given URLs"));
        Member self = self(view);
        Bootstrap joining = new Bootstrap(new LogIdentity(self.id(), view.clusterId()), List.of(), view.members());
        requireKnownVersion(joining.others());
        return joining;
    }

    /** What the others among the initial members say; empty if none of them runs, or there are none. */
    Optional<ClusterView> running() throws InterruptedException {
        List<String> urls = cluster.members().entrySet().stream()
                .filter(member -> !member.getKey().equals(name))
                .flatMap(member -> texts(member.getValue()).stream())
                .toList();
        if (urls.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(informants.members().members(urls).get())
                    .filter(view -> !view.members().isEmpty());
        } catch (ExecutionException nobodyAnswers) {
            return Optional.empty();
        }
    }

    private Member self(ClusterView view) throws InterruptedException {
        if (view.members().size() != cluster.members().size()) {
            throw invalid(view, "member count is unequal");
        }
        Map<String, Member> found = new HashMap<>();
        Map<String, List<String>> listed = new TreeMap<>();
        cluster.members().forEach((each, urls) -> listed.put(each, texts(urls)));
        for (Member member : view.members()) {
            written(member, listed).ifPresent(each -> {
                found.put(each, member);
                listed.remove(each);
            });
        }
        SameAddresses comparison = informants.comparison();
        for (Member member : view.members()) {
            if (!found.containsValue(member)) {
                String match = match(view, member, listed, comparison);
                found.put(match, member);
                listed.remove(match);
            }
        }
        return Optional.ofNullable(found.get(name))
                .orElseThrow(() -> new StartFailure("the initial cluster has no member " + name));
    }

    /** Most are written as the others know them, and then nobody need be asked for the addresses of hosts. */
    private static Optional<String> written(Member member, Map<String, List<String>> listed) {
        List<String> known = member.peerUrls().stream().sorted().toList();
        return listed.entrySet().stream()
                .filter(each -> each.getValue().equals(known))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String match(
            ClusterView view, Member member, Map<String, List<String>> listed, SameAddresses comparison)
            throws InterruptedException {
        String difference = "<nil>";
        for (Map.Entry<String, List<String>> each : listed.entrySet()) {
            Optional<String> found = comparison.difference(member.peerUrls(), each.getValue());
            if (found.isEmpty()) {
                return each.getKey();
            }
            difference = found.get();
        }
        throw invalid(
                view,
                "PeerURLs: no match found for existing member (" + member.hexId() + ", ["
                        + String.join(" ", member.peerUrls()) + "]), last resolver error (" + difference + ")");
    }

    private static StartFailure invalid(ClusterView view, String reason) {
        return new StartFailure("error validating peerURLs " + view + ": " + reason);
    }

    /** Somebody must say what the cluster speaks, and nobody anything that this member does not know. */
    private void requireKnownVersion(List<Member> running) throws InterruptedException {
        boolean isTold = false;
        boolean isKnown = true;
        for (Member member : running) {
            Optional<String> version = clusterVersion(member, informants.members());
            isTold |= version.isPresent();
            isKnown &= version.stream()
                    .noneMatch(spoken -> Versions.isBelow(Versions.CLUSTER, spoken)
                            || Versions.isBelow(spoken, Versions.LOWEST_CLUSTER));
        }
        if (!isTold || !isKnown) {
            throw new StartFailure("incompatible with current running cluster");
        }
    }

    private static Optional<String> clusterVersion(Member member, PeerClient others) throws InterruptedException {
        try {
            return Optional.of(others.clusterVersion(member).get()).filter(Versions::isWellFormed);
        } catch (ExecutionException noAnswer) {
            return Optional.empty();
        }
    }

    private static List<String> texts(List<ServerUrl> urls) {
        return urls.stream().map(ServerUrl::toString).sorted().toList();
    }
}
