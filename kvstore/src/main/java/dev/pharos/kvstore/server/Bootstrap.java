package dev.pharos.kvstore.server;

import dev.pharos.kvstore.cluster.ClusterIds;
import dev.pharos.kvstore.cluster.Member;
import dev.pharos.kvstore.cluster.MemberJson;
import dev.pharos.kvstore.config.BootstrapOptions;
import dev.pharos.kvstore.config.InitialCluster;
import dev.pharos.kvstore.config.ServerOptions;
import dev.pharos.kvstore.config.ServerUrl;
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
        return known.isPresent() ? again(known.get(), options) : first(options, informants);
    }

    /**
     * A first start that ended before it had written the first entries left a log that only names its member. So
     * founders offer them once more; a log that has begun takes no notice, whatever the options say by now.
     */
    static Bootstrap again(LogIdentity known, ServerOptions options) {
        Bootstrap nothingMore = new Bootstrap(known, List.of(), List.of());
        boolean founds = options.bootstrap().state() == BootstrapOptions.ClusterState.NEW
                && options.bootstrap().discovery().endpoints().isEmpty();
        if (!founds) {
            return nothingMore;
        }
        try {
            Bootstrap founding = founding(
                    Founders.parse(options.bootstrap().initialCluster()),
                    options.member().name(),
                    options.bootstrap().token());
            return founding.identity.equals(known) ? new Bootstrap(known, founding.founders, List.of()) : nothingMore;
        } catch (StartFailure othersByNow) {
            return nothingMore;
        }
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
