package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.ClusterIds;
import dev.pharos.kvstore.cluster.ClusterState;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.config.BootstrapOptions;
import dev.pharos.kvstore.config.InitialCluster;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.config.ServerUrl;
import dev.pharos.kvstore.discovery.DiscoveryFailure;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.record.LogIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who this member is. A log says so itself, and what the options say of the first members does not count
 * any more; without a log the options decide (rule 9.9), and for a cluster that runs already its members do
 * (rule 9.10).
 *
 * @param founders the first entries of a new cluster; empty when there is a log, and for a member that joins
 * @param members who is to be reached until this member has applied who belongs to the cluster
 */
record Bootstrap(LogIdentity identity, List<MembershipChange> founders, List<Member> members) {
    static Bootstrap of(MemberStorage storage, ServerOptions options, Informants informants)
            throws InterruptedException {
        Optional<LogIdentity> known = storage.identity();
        return known.isPresent() ? new Bootstrap(known.get(), List.of(), List.of()) : first(options, informants);
    }

    /**
     * The same once it is known how far the member has come. A first start that ended too early left a log that only
     * names its member: founders offer the first entries once more, of which a log that has begun takes no notice;
     * and who was about to join asks again where the others are, but does without an answer, for they know
     * where he is.
     *
     * @param cluster as this member has applied it
     */
    Bootstrap resumed(ClusterState cluster, ServerOptions options, Informants informants) throws InterruptedException {
        // A registry waits for all founders, however long they take.
        boolean isClear = options.bootstrap().discovery().endpoints().isEmpty();
        if (!isRestart() || !cluster.members().isEmpty() || !isClear) {
            return this;
        }
        try {
            Founders told = Founders.of(options, informants);
            return options.bootstrap().state() == BootstrapOptions.ClusterState.NEW
                    ? foundingAgain(told, options.member().name())
                    : joiningAgain(new Joining(told.cluster(), options.member().name(), informants));
        } catch (StartFailure | DiscoveryFailure othersByNow) {
            // What the options say does not count any more.
            return this;
        }
    }

    private Bootstrap foundingAgain(Founders told, String name) {
        Bootstrap founding = founding(told.cluster(), name, told.token());
        return founding.identity.equals(identity) ? new Bootstrap(identity, founding.founders, List.of()) : this;
    }

    private Bootstrap joiningAgain(Joining joining) throws InterruptedException {
        return joining.running()
                .filter(view -> view.clusterId() == identity.clusterId())
                .filter(view -> view.member(identity.memberId()).isPresent())
                .map(view -> new Bootstrap(identity, List.of(), view.members()))
                .orElse(this);
    }

    /** Of a member that has no log. */
    static Bootstrap first(ServerOptions options, Informants informants) throws InterruptedException {
        Founders founders = Founders.of(options, informants);
        InitialCluster cluster = founders.cluster();
        String name = options.member().name();
        boolean isNew = options.bootstrap().state() == BootstrapOptions.ClusterState.NEW;
        Optional<String> contradiction = isNew
                ? cluster.contradiction(
                        name, options.member().urls().advertisePeer(), informants.comparison()::difference)
                : cluster.contradiction(name);
        if (contradiction.isPresent()) {
            throw new StartFailure(contradiction.get());
        }
        Joining joining = new Joining(cluster, name, informants);
        return isNew ? found(founders, name, joining) : joining.run();
    }

    private static Bootstrap found(Founders founders, String name, Joining others) throws InterruptedException {
        Bootstrap founding = founding(founders.cluster(), name, founders.token());
        refuseToFoundAgain(founding.identity.memberId(), others);
        return founding;
    }

    /** All founders come to the same list, for they order it by the ids. */
    private static Bootstrap founding(InitialCluster cluster, String name, String token) {
        Map<Long, Member> byId = new TreeMap<>(Long::compareUnsigned);
        long self = 0;
        for (Map.Entry<String, List<ServerUrl>> each : cluster.members().entrySet()) {
            List<String> urls = texts(each.getValue());
            long id = ClusterIds.ofFounder(urls, token);
            if (byId.put(id, Member.voter(id, urls)) != null) {
                throw new StartFailure(
                        "member " + each.getKey() + " of the initial cluster has the addresses of another: " + urls);
            }
            self = each.getKey().equals(name) ? id : self;
        }
        LogIdentity identity = new LogIdentity(self, ClusterIds.ofCluster(byId.keySet()));
        List<Member> members = List.copyOf(byId.values());
        return new Bootstrap(identity, members.stream().map(Bootstrap::joining).toList(), members);
    }

    /** A member that lost its disk has forgotten its votes, so it must not come back as if nothing had been. */
    private static void refuseToFoundAgain(long self, Joining others) throws InterruptedException {
        boolean started = others.running()
                .flatMap(view -> view.member(self))
                .filter(member -> !member.clientUrls().isEmpty())
                .isPresent();
        if (started) {
            throw new StartFailure("member " + Long.toHexString(self) + " has already been bootstrapped");
        }
    }

    /** Whether this member was one before, so that it has something of its own. */
    boolean isRestart() {
        return members.isEmpty();
    }

    /** The others, as far as they are known before the first entry is applied. */
    List<Member> others() {
        return members.stream()
                .filter(member -> member.id() != identity.memberId())
                .toList();
    }

    private static List<String> texts(List<ServerUrl> urls) {
        return urls.stream().map(ServerUrl::toString).toList();
    }

    private static MembershipChange joining(Member member) {
        return new MembershipChange(
                Transition.AUTO,
                List.of(new Step(StepKind.ADD_VOTER, member.id())),
                Payload.utf8(MemberJson.write(member)));
    }
}
