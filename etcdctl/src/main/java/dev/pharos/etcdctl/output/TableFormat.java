package dev.pharos.etcdctl.output;

import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.util.List;

/** Lists of members and endpoints as tables; nothing else. */
final class TableFormat implements Format {
    private final Sink sink;

    TableFormat(Sink sink) {
        this.sink = sink;
    }

    @Override
    public String name() {
        return "table";
    }

    private void show(List<String> head, List<List<String>> rows) {
        sink.print(Frame.of(head, rows));
    }

    @Override
    public void members(MemberListResponse answer) {
        show(
                Rows.MEMBER_HEAD,
                answer.getMembersList().stream().map(Rows::member).toList());
    }

    @Override
    public void health(List<Health> endpoints) {
        show(Rows.HEALTH_HEAD, endpoints.stream().map(Rows::health).toList());
    }

    @Override
    public void statuses(List<EndpointAnswer<StatusResponse>> endpoints) {
        show(Rows.STATUS_HEAD, endpoints.stream().map(Rows::status).toList());
    }

    @Override
    public void hashes(List<EndpointAnswer<HashKVResponse>> endpoints) {
        show(Rows.HASH_HEAD, endpoints.stream().map(Rows::hash).toList());
    }
}
