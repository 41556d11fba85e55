package dev.pharos.kvstore.peer.answer;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.RequestHandler;

/** Leads each question to the one that answers it. */
public final class MemberQuestions implements RequestHandler {
    private static final String PROMOTION = "/members/promote/";

    private final PromotionAnswers promotions;
    private final LeaseAnswers leases;
    private final HashAnswers hashes;
    private final DowngradeAnswers downgrades;

    public MemberQuestions(
            PromotionAnswers promotions, LeaseAnswers leases, HashAnswers hashes, DowngradeAnswers downgrades) {
        this.promotions = promotions;
        this.leases = leases;
        this.hashes = hashes;
        this.downgrades = downgrades;
    }

    @Override
    public BodyReader begin(Exchange exchange) {
        String path = exchange.head().path();
        if (path.startsWith(PROMOTION)) {
            return promotions.promote(exchange, path.substring(PROMOTION.length()));
        }
        return switch (path) {
            case "/leases" -> leases.renew(exchange);
            case "/leases/internal" -> leases.timeToLive(exchange);
            case "/members/hashkv" -> hashes.hash(exchange);
            case "/downgrade/enabled" -> downgrades.enabled(exchange);
            default -> {
                exchange.answer(Answer.notFound());
                yield BodyReader.IGNORING;
            }
        };
    }
}
