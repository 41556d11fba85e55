package dev.pharos.kvstore.http;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.HttpConnection;
import dev.pharos.kvstore.http.exchange.RequestHandler;
import dev.pharos.kvstore.http.gateway.Gateway;
import dev.pharos.kvstore.http.health.HealthListener;
import dev.pharos.kvstore.http.health.HealthPage;
import dev.pharos.kvstore.http.health.MemberView;
import dev.pharos.kvstore.http.health.ProbePages;
import dev.pharos.kvstore.http.health.VersionPage;
import dev.pharos.kvstore.listen.HttpPipeline;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What one kind of listener serves over HTTP/1.1. Immutable. */
public final class HttpSite implements RequestHandler {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String VARS_TYPE = "application/json; charset=utf-8";
    private static final String GATEWAY = "/v3/";
    private static final String FORMER_GATEWAY = "/v3beta/";

    private final Map<String, RequestHandler> pages;
    private final Optional<Gateway> gateway;
    private final Optional<AccessRules> access;

    private HttpSite(Map<String, RequestHandler> pages, Optional<Gateway> gateway, Optional<AccessRules> access) {
        this.pages = Map.copyOf(pages);
        this.gateway = gateway;
        this.access = access;
    }

    /**
     * What the pages for monitoring are made from.
     *
     * @param executor writes the pages that take a while; refuses when there is too much to do
     */
    public record Monitoring(MemberView member, HealthListener listener, MetricsPage metrics, Executor executor) {}

    /** For the addresses of clients. Without a gateway its paths are not found. */
    public static HttpSite forClients(Monitoring monitoring, Optional<Gateway> gateway, AccessRules access) {
        Map<String, RequestHandler> pages = monitoringPages(monitoring);
        pages.put("/version", new VersionPage(monitoring.member()));
        pages.put("/debug/vars", new WrittenPage(VARS_TYPE, DebugVars::write, monitoring.executor()));
        return new HttpSite(pages, gateway, Optional.of(access));
    }

    /** For addresses that serve monitoring alone, to whoever reaches them. */
    public static HttpSite forMonitoring(Monitoring monitoring) {
        return new HttpSite(monitoringPages(monitoring), Optional.empty(), Optional.empty());
    }

    private static Map<String, RequestHandler> monitoringPages(Monitoring monitoring) {
        Map<String, RequestHandler> pages =
                new HashMap<>(new ProbePages(monitoring.member(), monitoring.listener()).pages());
        pages.put("/health", new HealthPage(monitoring.member(), monitoring.listener()));
        pages.put("/metrics", new WrittenPage(METRICS_TYPE, monitoring.metrics(), monitoring.executor()));
        return pages;
    }

    /** The handlers for a listener. */
    public HttpPipeline pipeline() {
        return pipeline -> HttpConnection.install(pipeline, this);
    }

    @Override
    public BodyReader begin(Exchange exchange) {
        if (access.isPresent()) {
            String host = exchange.head().host();
            if (!access.get().admitsHost(host)) {
                exchange.answer(AccessRules.misdirected(host));
                return BodyReader.IGNORING;
            }
            access.get().addCorsHeaders(exchange);
            if (exchange.head().method().equals("OPTIONS")) {
                exchange.answer(Answer.empty(200));
                return BodyReader.IGNORING;
            }
        }
        return route(exchange);
    }

    private BodyReader route(Exchange exchange) {
        String path = exchange.head().path();
        if (gateway.isPresent() && path.startsWith(GATEWAY)) {
            return gateway.get().begin(exchange, path);
        }
        if (gateway.isPresent() && path.startsWith(FORMER_GATEWAY)) {
            return gateway.get().begin(exchange, GATEWAY + path.substring(FORMER_GATEWAY.length()));
        }
        RequestHandler page = pages.get(path);
        if (page != null) {
            return page.begin(exchange);
        }
        exchange.answer(Answer.notFound());
        return BodyReader.IGNORING;
    }
}
