package dev.pharos.kvstore.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonSequenceTest {
    private final JsonSequence sequence = new JsonSequence();

    private List<String> feed(String text) {
        sequence.feed(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        List<String> objects = new ArrayList<>();
        for (Optional<String> next = sequence.next(); next.isPresent(); next = sequence.next()) {
            objects.add(next.get());
        }
        return objects;
    }

    @Test
    void objects_need_nothing_between_them() {
        assertThat(feed("{}{\"a\":{}} \n{\"b\":[1,{}]}")).containsExactly("{}", "{\"a\":{}}", "{\"b\":[1,{}]}");
        assertThat(sequence.bufferedBytes()).isZero();
    }

    @Test
    void objects_come_in_any_pieces() {
        List<String> objects = new ArrayList<>();
        String text = " {\"ä\":\"}{\\\"\\\\\"}{\"n\":1}";
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            sequence.feed(Unpooled.wrappedBuffer(new byte[] {each}));
            sequence.next().ifPresent(objects::add);
        }
        assertThat(objects).containsExactly("{\"ä\":\"}{\\\"\\\\\"}", "{\"n\":1}");
    }

    @Test
    void an_open_object_waits() {
        assertThat(feed("{\"a\":[")).isEmpty();
        assertThat(sequence.bufferedBytes()).isEqualTo(6);
        assertThat(feed("]}")).containsExactly("{\"a\":[]}");
    }

    @Test
    void anything_else_is_malformed_and_stays_so() {
        assertThat(feed("{} ")).hasSize(1);
        assertThatThrownBy(() -> feed("nonsense")).isInstanceOf(MalformedJson.class);
        assertThatThrownBy(sequence::next).isInstanceOf(MalformedJson.class);
    }

    @Test
    void a_long_run_of_small_objects_is_cut_in_linear_time() {
        assertThat(feed("{}".repeat(500_000))).hasSize(500_000);
    }
}
