package dev.pharos.kvstore.state;

import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.raft.codec.ProtoReader;
import dev.pharos.raft.codec.SnapshotCodec;
import dev.pharos.raft.model.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that installs a snapshot and dies after a step or at a failpoint, without any clearing up. */
public final class DyingInstall {
    static final int STATUS = 77;
    static final int STATUS_OF_PANIC = 2;

    private DyingInstall() {}

    public static void main(String[] arguments) throws IOException {
        String last = arguments[2];
        Failpoint.find(last).ifPresent(point -> point.enable("panic"));
        Payload message = Payload.wrap(Files.readAllBytes(Path.of(arguments[1])));
        MemberUnderTest member = MemberUnderTest.start(Path.of(arguments[0]), step -> {
            if (step.name().equals(last)) {
                Runtime.getRuntime().halt(STATUS);
            }
        });
        member.restore(SnapshotCodec.read(new ProtoReader(message)));
    }
}
