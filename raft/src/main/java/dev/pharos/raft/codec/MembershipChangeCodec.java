package dev.pharos.raft.codec;

import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.Step;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.model.MembershipChange.Transition;
import dev.pharos.raft.model.Payload;
import dev.pharos.raft.model.Proposal;
import java.util.ArrayList;
import java.util.List;

/**
 * raftpb.ConfChange for one plain step and raftpb.ConfChangeV2 for everything else, the way etcd
 * chooses between them. A ConfChange carries an id of its proposer; it is written as 0 and skipped
 * when read, for nothing in the protocol hangs on it.
 */
public final class MembershipChangeCodec {
    private static final int V1_ID = 1;
    private static final int V1_TYPE = 2;
    private static final int V1_NODE = 3;
    private static final int V1_CONTEXT = 4;

    private static final int V2_TRANSITION = 1;
    private static final int V2_CHANGES = 2;
    private static final int V2_CONTEXT = 3;

    private static final int STEP_TYPE = 1;
    private static final int STEP_NODE = 2;

    private static final List<Transition> TRANSITIONS = List.of(Transition.values());
    private static final List<StepKind> STEP_KINDS = List.of(StepKind.values());

    private MembershipChangeCodec() {}

    /** The entry type whose encoding can hold the change: the older one where it can. */
    public static EntryType typeOf(MembershipChange change) {
        boolean plain = change.transition() == Transition.AUTO && change.steps().size() == 1;
        return plain ? EntryType.CHANGE : EntryType.CHANGE_V2;
    }

    public static Proposal propose(MembershipChange change) {
        EntryType type = typeOf(change);
        return new Proposal(type, encode(type, change));
    }

    public static Payload encode(EntryType type, MembershipChange change) {
        return switch (type) {
            case NORMAL -> throw new IllegalArgumentException("a normal entry holds no membership change");
            case CHANGE -> encodeV1(change);
            case CHANGE_V2 -> encodeV2(change);
        };
    }

    public static MembershipChange decode(Entry entry) {
        return decode(entry.type(), entry.data());
    }

    public static MembershipChange decode(EntryType type, Payload data) {
        return switch (type) {
            case NORMAL -> throw new IllegalArgumentException("a normal entry holds no membership change");
            case CHANGE -> decodeV1(new ProtoReader(data));
            case CHANGE_V2 -> decodeV2(new ProtoReader(data));
        };
    }

    private static Payload encodeV1(MembershipChange change) {
        if (typeOf(change) != EntryType.CHANGE) {
            throw new IllegalArgumentException("ConfChange cannot hold " + change);
        }
        Step step = change.steps().get(0);
        ProtoWriter out = new ProtoWriter();
        out.uint64(V1_ID, 0);
        out.uint64(V1_TYPE, step.kind().number());
        out.uint64(V1_NODE, step.member());
        if (!change.context().isEmpty()) {
            out.bytes(V1_CONTEXT, change.context());
        }
        return out.toPayload();
    }

    private static Payload encodeV2(MembershipChange change) {
        ProtoWriter out = new ProtoWriter();
        out.uint64(V2_TRANSITION, change.transition().number());
        for (Step step : change.steps()) {
            int kind = step.kind().number();
            out.begin(V2_CHANGES, ProtoWriter.fieldSize(kind) + ProtoWriter.fieldSize(step.member()));
            out.uint64(STEP_TYPE, kind);
            out.uint64(STEP_NODE, step.member());
        }
        if (!change.context().isEmpty()) {
            out.bytes(V2_CONTEXT, change.context());
        }
        return out.toPayload();
    }

    private static MembershipChange decodeV1(ProtoReader in) {
        StepKind kind = StepKind.ADD_VOTER;
        long member = 0;
        Payload context = Payload.EMPTY;
        while (in.next()) {
            switch (in.field()) {
                case V1_TYPE -> kind = STEP_KINDS.get(in.number(STEP_KINDS.size() - 1));
                case V1_NODE -> member = in.uint64();
                case V1_CONTEXT -> context = in.payload();
                default -> in.skip();
            }
        }
        return new MembershipChange(Transition.AUTO, List.of(new Step(kind, member)), context);
    }

    private static MembershipChange decodeV2(ProtoReader in) {
        Transition transition = Transition.AUTO;
        List<Step> steps = new ArrayList<>();
        Payload context = Payload.EMPTY;
        while (in.next()) {
            switch (in.field()) {
                case V2_TRANSITION -> transition = TRANSITIONS.get(in.number(TRANSITIONS.size() - 1));
                case V2_CHANGES -> steps.add(decodeStep(in.message()));
                case V2_CONTEXT -> context = in.payload();
                default -> in.skip();
            }
        }
        return new MembershipChange(transition, steps, context);
    }

    private static Step decodeStep(ProtoReader in) {
        StepKind kind = StepKind.ADD_VOTER;
        long member = 0;
        while (in.next()) {
            switch (in.field()) {
                case STEP_TYPE -> kind = STEP_KINDS.get(in.number(STEP_KINDS.size() - 1));
                case STEP_NODE -> member = in.uint64();
                default -> in.skip();
            }
        }
        return new Step(kind, member);
    }
}
