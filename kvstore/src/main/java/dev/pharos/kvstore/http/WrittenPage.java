package dev.pharos.kvstore.http;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.RequestHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A page that takes a while to write, and is therefore written off the event loop. */
final class WrittenPage implements RequestHandler {
    private static final System.Logger LOG = System.getLogger(WrittenPage.class.getName());

    private final String contentType;
    private final MetricsPage page;
    private final Executor executor;

    WrittenPage(String contentType, MetricsPage page, Executor executor) {
        this.contentType = contentType;
        this.page = page;
        this.executor = executor;
    }

    @Override
    public BodyReader begin(Exchange exchange) {
        try {
            executor.execute(() -> write(exchange));
        } catch (RejectedExecutionException busy) {
            exchange.answer(Answer.refusal(503, "503 Service Unavailable"));
        }
        return BodyReader.IGNORING;
    }

    private void write(Exchange exchange) {
        ByteBuf body = Unpooled.buffer();
        try (ByteBufOutputStream out = new ByteBufOutputStream(body)) {
            page.write(out);
        } catch (IOException | RuntimeException broken) {
            LOG.log(System.Logger.Level.ERROR, "a page could not be written", broken);
            exchange.answer(Answer.refusal(500, "500 Internal Server Error"));
            return;
        }
        exchange.answer(Answer.of(200, contentType, body));
    }
}
