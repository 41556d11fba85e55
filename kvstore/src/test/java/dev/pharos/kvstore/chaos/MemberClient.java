package dev.pharos.kvstore.chaos;

import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberUpdateRequest;
import io.grpc.StatusRuntimeException;
import java.util.SplittableRandom;

/** Moves the member's address for its peers now and then: a change of the membership, which keeps one voter. */
final class MemberClient implements Runnable {
    private final Door door;
    private final Addresses addresses;
    private final Progress progress;
    private final SplittableRandom random;

    MemberClient(Door door, Addresses addresses, Progress progress, SplittableRandom random) {
        this.door = door;
        this.addresses = addresses;
        this.progress = progress;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            long id = door.connection()
                    .cluster()
                    .memberList(MemberListRequest.getDefaultInstance())
                    .getMembers(0)
                    .getID();
            while (progress.await(progress.done() + 20 + random.nextInt(200))) {
                move(id);
            }
        } catch (StatusRuntimeException gone) {
            progress.refused(gone);
        }
    }

    private void move(long id) {
        String url = addresses.next();
        var unused = door.connection()
                .cluster()
                .memberUpdate(MemberUpdateRequest.newBuilder()
                        .setID(id)
                        .addPeerURLs(url)
                        .build());
        addresses.confirm(url);
    }
}
