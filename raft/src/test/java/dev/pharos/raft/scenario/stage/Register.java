package dev.pharos.raft.scenario.stage;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryId;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Snapshot;
import dev.pharos.raft.quorum.MembershipStep;
import java.nio.charset.StandardCharsets;

/** The state machine of a scenario: the commands it applied, one after the other. It has no files of its own. */
public final class Register {
    private EntryId applied;
    private Membership membership;
    private String words;

    Register(Membership founding) {
        applied = EntryId.ZERO;
        membership = founding;
        words = "";
    }

    void restore(Snapshot snapshot) {
        applied = snapshot.at();
        membership = snapshot.membership();
        words = new String(snapshot.data().array(), StandardCharsets.UTF_8);
    }

    void apply(Entry entry) {
        if (entry.index() != applied.index() + 1) {
            throw new AssertionError(entry + " was applied after " + applied);
        }
        applied = entry.id();
        if (entry.changesMembership()) {
            membership = MembershipStep.apply(membership, MembershipChangeCodec.decode(entry))
                    .membership();
        } else if (!entry.data().isEmpty()) {
            String word = new String(entry.data().array(), StandardCharsets.UTF_8);
            words = words.isEmpty() ? word : words + " " + word;
        }
    }

    Snapshot capture() {
        return new Snapshot(applied, membership, Payload.utf8(words));
    }

    public EntryId applied() {
        return applied;
    }

    public Membership membership() {
        return membership;
    }

    public String words() {
        return words;
    }
}
