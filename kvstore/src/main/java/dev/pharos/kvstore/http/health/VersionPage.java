package dev.pharos.kvstore.http.health;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.RequestHandler;

/** The page {@code /version}. */
public final class VersionPage implements RequestHandler {
    private final MemberView member;

    public VersionPage(MemberView member) {
        this.member = member;
    }

    @Override
    public BodyReader begin(Exchange exchange) {
        exchange.answer(
                exchange.head().isGet()
                        ? Answer.json(
                                200,
                                "{\"etcdserver\":\"" + member.serverVersion() + "\",\"etcdcluster\":\""
                                        + member.clusterVersion() + "\",\"storage\":\"" + member.storageVersion()
                                        + "\"}")
                        : Answer.methodNotAllowed("GET"));
        return BodyReader.IGNORING;
    }
}
