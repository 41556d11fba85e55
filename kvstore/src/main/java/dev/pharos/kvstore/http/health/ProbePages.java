package dev.pharos.kvstore.http.health;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.Query;
import dev.pharos.kvstore.http.exchange.RequestHandler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The pages {@code /livez} and {@code /readyz} and one below them for each of their checks. With {@code
 * verbose} each check is listed; {@code exclude=NAME} leaves one out. A page that fails always lists them.
 */
public final class ProbePages {
    private final MemberView member;
    private final HealthListener listener;

    public ProbePages(MemberView member, HealthListener listener) {
        this.member = member;
        this.listener = listener;
    }

    /** The pages by their paths. */
    public Map<String, RequestHandler> pages() {
        Map<String, RequestHandler> pages = new HashMap<>();
        add(pages, "livez", Check.LIVEZ);
        add(pages, "readyz", Check.READYZ);
        return Map.copyOf(pages);
    }

    private void add(Map<String, RequestHandler> pages, String type, List<Check> checks) {
        pages.put("/" + type, exchange -> begin(exchange, type, checks));
        for (Check check : checks) {
            pages.put("/" + type + "/" + check.name(), exchange -> begin(exchange, type, List.of(check)));
        }
    }

    private BodyReader begin(Exchange exchange, String type, List<Check> checks) {
        if (!exchange.head().isGet()) {
            exchange.answer(Answer.methodNotAllowed("GET"));
            return BodyReader.IGNORING;
        }
        Query query = exchange.head().query();
        List<CompletableFuture<Line>> lines = new ArrayList<>();
        for (Check check : checks) {
            if (!query.all("exclude").contains(check.name())) {
                lines.add(line(type, check));
            }
        }
        CompletionStage<Void> settled = CompletableFuture.allOf(lines.toArray(CompletableFuture[]::new));
        settled.whenComplete((all, impossible) ->
                exchange.answer(page(lines.stream().map(CompletableFuture::join).toList(), query.has("verbose"))));
        return BodyReader.IGNORING;
    }

    /** How one check came out, as it is listed. */
    private record Line(String name, Optional<String> failure) {
        @Override
        public String toString() {
            return failure.map(text -> "[-]" + name + " failed: " + text + "\n").orElse("[+]" + name + " ok\n");
        }
    }

    private CompletableFuture<Line> line(String type, Check check) {
        return check.ask()
                .apply(member)
                .thenApply(failure -> {
                    listener.checked(
                            type,
                            check.name(),
                            failure.isEmpty() ? HealthListener.Outcome.SUCCESS : HealthListener.Outcome.ERROR);
                    return new Line(check.name(), failure);
                })
                .toCompletableFuture();
    }

    private static Answer page(List<Line> lines, boolean verbose) {
        StringBuilder listed = new StringBuilder();
        lines.forEach(listed::append);
        if (lines.stream().anyMatch(line -> line.failure().isPresent())) {
            return Answer.refusal(503, listed.toString());
        }
        return Answer.of(200, Answer.TEXT, (verbose ? listed.toString() : "") + "ok\n")
                .with("X-Content-Type-Options", "nosniff");
    }
}
