package dev.pharos.etcdctl.member;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.line.Line;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.output.Sink;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.etcdctl.text.GoQuotes;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.MemberAddRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberAddResponse;
import java.util.List;
import java.util.stream.Collectors;

/** Adds a member. */
public final class MemberAdd implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "member add",
                "<name>",
                "Adds a member and tells with which settings it is to start",
                Flag.toggle("learner", "one that receives the data and has no vote yet"),
                new Flag("peer-urls", Flag.NO_LETTER, Flag.Kind.TEXTS, "", "where other members reach it"));
    }

    @Override
    public void run(Invocation invocation) throws InterruptedException {
        List<String> urls = urls(invocation.line());
        String name = invocation.words().get(0);
        MemberAddRequest request = MemberAddRequest.newBuilder()
                .addAllPeerURLs(urls)
                .setIsLearner(invocation.line().is("learner"))
                .build();
        MemberAddResponse answer =
                invocation.await(invocation.client().cluster().add(request, invocation.timeout()));
        invocation.format().memberAdded(answer);
        if (invocation.format().name().equals("simple")) {
            settings(invocation.out(), name, invocation.line().text("peer-urls"), answer);
        }
    }

    private static List<String> urls(Line line) {
        List<String> words = line.words();
        if (words.isEmpty()) {
            throw Exit.badArguments("member name not provided");
        }
        if (words.size() > 1) {
            String more = words.get(1).startsWith("http") ? ", did you mean --peer-urls=" + words.get(1) : "";
            throw Exit.badArguments("too many arguments" + more);
        }
        return PeerUrls.of(line);
    }

    private static void settings(Sink out, String name, String urls, MemberAddResponse answer) {
        long added = answer.getMember().getID();
        String cluster = answer.getMembersList().stream()
                .flatMap(member -> member.getPeerURLsList().asByteStringList().stream()
                        .map(url -> nameOf(member, added, name) + "=" + ByteText.of(url)))
                .collect(Collectors.joining(","));
        out.line("");
        out.line("ETCD_NAME=" + GoQuotes.quote(name));
        out.line("ETCD_INITIAL_CLUSTER=" + GoQuotes.quote(cluster));
        out.line("ETCD_INITIAL_ADVERTISE_PEER_URLS=" + GoQuotes.quote(urls));
        out.line("ETCD_INITIAL_CLUSTER_STATE=\"existing\"");
    }

    private static String nameOf(Member member, long added, String name) {
        return member.getID() == added ? name : ByteText.of(member.getNameBytes());
    }
}
