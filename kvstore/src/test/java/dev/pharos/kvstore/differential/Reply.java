package dev.pharos.kvstore.differential;

import com.google.protobuf.Message;
import io.grpc.Status;

/** What a call came to: a message, or a status as {@code CODE: text}. */
sealed interface Reply {
    record Answer(Message message) implements Reply {
        @Override
        public String toString() {
            return Text.shortened(message);
        }
    }

    record Failure(Status.Code code, String text) implements Reply {
        static Failure of(Status status) {
            return new Failure(status.getCode(), String.valueOf(status.getDescription()));
        }
    }
}
