package dev.pharos.kvstore.differential;

import com.google.protobuf.Message;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchRequest;
import io.grpc.MethodDescriptor;

/** One thing to do to both servers. */
sealed interface Step {
    /** A call with one request and one answer that is looked at; for a stream the first one. */
    record Call(Rpc rpc, Message request) implements Step {
        @Override
        public String toString() {
            return rpc + " " + Text.shortened(request);
        }
    }

    /** A request on one of the watch streams. */
    record Watch(int stream, WatchRequest request) implements Step {
        @Override
        public String toString() {
            return "WATCH on stream " + stream + " " + Text.shortened(request);
        }
    }

    /** The calls there are. */
    enum Rpc {
        RANGE,
        PUT,
        DELETE,
        TXN,
        COMPACT,
        GRANT,
        REVOKE,
        KEEP_ALIVE,
        TIME_TO_LIVE,
        LEASES,
        HASH_KV,
        ALARM,
        STATUS,
        DEFRAGMENT,
        MOVE_LEADER,
        MEMBERS;

        // A step pairs each method with requests of its type.
        @SuppressWarnings("unchecked")
        MethodDescriptor<Message, Message> method() {
            return (MethodDescriptor<Message, Message>) descriptor();
        }

        private MethodDescriptor<?, ?> descriptor() {
            return switch (this) {
                case RANGE -> KVGrpc.getRangeMethod();
                case PUT -> KVGrpc.getPutMethod();
                case DELETE -> KVGrpc.getDeleteRangeMethod();
                case TXN -> KVGrpc.getTxnMethod();
                case COMPACT -> KVGrpc.getCompactMethod();
                case GRANT -> LeaseGrpc.getLeaseGrantMethod();
                case REVOKE -> LeaseGrpc.getLeaseRevokeMethod();
                case KEEP_ALIVE -> LeaseGrpc.getLeaseKeepAliveMethod();
                case TIME_TO_LIVE -> LeaseGrpc.getLeaseTimeToLiveMethod();
                case LEASES -> LeaseGrpc.getLeaseLeasesMethod();
                case HASH_KV -> MaintenanceGrpc.getHashKVMethod();
                case ALARM -> MaintenanceGrpc.getAlarmMethod();
                case STATUS -> MaintenanceGrpc.getStatusMethod();
                case DEFRAGMENT -> MaintenanceGrpc.getDefragmentMethod();
                case MOVE_LEADER -> MaintenanceGrpc.getMoveLeaderMethod();
                case MEMBERS -> ClusterGrpc.getMemberListMethod();
            };
        }
    }
}
