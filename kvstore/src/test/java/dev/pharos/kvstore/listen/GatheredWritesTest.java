package dev.pharos.kvstore.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GatheredWritesTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new GatheredWrites());

    @Test
    void small_buffers_leave_as_one_at_the_flush() {
        ChannelFuture first = channel.write(bytes(1, 10));
        ChannelFuture second = channel.write(bytes(2, 20));
        assertThat(channel.<Object>readOutbound()).isNull();
        assertThat(first.isDone()).isFalse();
        channel.flush();
        ByteBuf whole = channel.readOutbound();
        assertThat(whole.readableBytes()).isEqualTo(30);
        assertThat(channel.<Object>readOutbound()).isNull();
        assertThat(first.isSuccess() && second.isSuccess()).isTrue();
        whole.release();
    }

    @Test
    void order_is_kept_whatever_the_sizes() {
        SplittableRandom random = new SplittableRandom(7);
        List<Byte> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] piece = new byte[random.nextInt(random.nextInt(20) == 0 ? 40_000 : 300)];
            random.nextBytes(piece);
            for (byte each : piece) {
                sent.add(each);
            }
            ChannelFuture unused = channel.write(Unpooled.wrappedBuffer(piece));
            if (random.nextInt(10) == 0) {
                channel.flush();
            }
        }
        channel.flush();
        assertThat(received()).isEqualTo(sent);
    }

    @Test
    void what_was_not_flushed_when_the_connection_closes_fails_as_it_would_ungathered() {
        ByteBuf waiting = bytes(3, 5);
        ChannelFuture written = channel.write(waiting);
        ChannelFuture closed = channel.close();
        assertThat(received()).isEmpty();
        assertThat(closed.isSuccess() && written.isDone() && !written.isSuccess())
                .isTrue();
        assertThat(waiting.refCnt()).isZero();
    }

    @Test
    void a_connection_that_is_gone_fails_the_writes_and_keeps_no_memory() {
        ChannelFuture closed = channel.close();
        ByteBuf late = bytes(4, 5);
        ChannelFuture written = channel.write(late);
        channel.flush();
        assertThat(closed.isSuccess() && written.isDone() && !written.isSuccess())
                .isTrue();
        assertThat(late.refCnt()).isZero();
    }

    private List<Byte> received() {
        List<Byte> received = new ArrayList<>();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            while (piece.isReadable()) {
                received.add(piece.readByte());
            }
            piece.release();
        }
        return received;
    }

    private static ByteBuf bytes(int value, int count) {
        ByteBuf buffer = Unpooled.buffer(count);
        for (int i = 0; i < count; i++) {
            buffer.writeByte(value);
        }
        return buffer;
    }
}
