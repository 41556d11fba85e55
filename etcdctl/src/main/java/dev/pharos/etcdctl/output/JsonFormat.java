package dev.pharos.etcdctl.output;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.pharos.etcdctl.json.JsonText;
import dev.pharos.etcdctl.json.MessageJson;
import dev.pharos.etcdctl.json.MessageJson.Ids;
import dev.pharos.etcdctl.text.GoDuration;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseLeasesResponse;
import dev.pharos.wire.proto.etcdserverpb.LeaseStatus;
import dev.pharos.wire.proto.etcdserverpb.LeaseTimeToLiveResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import dev.pharos.wire.proto.etcdserverpb.WatchResponse;
import java.util.List;

/**
 * One line of JSON for each answer. Leases, watches and lists of endpoints have the shape of the structs that the
 * original keeps them in; they are no messages there.
 */
final class JsonFormat extends MessageFormat {
    private final Sink sink;
    private final Look look;

    JsonFormat(Sink sink, Look look) {
        this.sink = sink;
        this.look = look;
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    void message(Message message) {
        sink.line(MessageJson.of(message, ids(message)));
    }

    /** Only members are shown by other numbers. */
    private Ids ids(Message message) {
        boolean isOfMembers = message.getDescriptorForType().getName().startsWith("Member");
        return look == Look.HEX && isOfMembers ? Ids.HEX : Ids.NUMBERS;
    }

    @Override
    public void watch(WatchResponse answer) {
        JsonText json = new JsonText();
        MessageJson messages = new MessageJson(json, Ids.NUMBERS);
        json.open('{').name("Header");
        messages.write(answer.getHeader());
        json.name("Events");
        if (answer.hasHeader()) {
            json.open('[');
            answer.getEventsList().forEach(messages::write);
            json.close(']');
        } else {
            json.nothing();
        }
        json.name("CompactRevision").number(answer.getCompactRevision());
        json.name("Canceled").bool(answer.getCanceled());
        json.name("Created").bool(answer.getCreated());
        json.name("CancelReason").unicode(answer.getCancelReason());
        sink.line(json.close('}').toString());
    }

    private static JsonText withHeader(ResponseHeader header) {
        JsonText json = new JsonText().open('{');
        new MessageJson(json, Ids.NUMBERS).members(header);
        return json;
    }

    @Override
    public void granted(LeaseGrantResponse answer) {
        JsonText json = withHeader(answer.getHeader());
        json.name("ID").number(answer.getID()).name("TTL").number(answer.getTTL());
        json.name("Error").unicode(answer.getError());
        sink.line(json.close('}').toString());
    }

    @Override
    public void renewed(LeaseKeepAliveResponse answer) {
        JsonText json = withHeader(answer.getHeader());
        json.name("ID").number(answer.getID()).name("TTL").number(answer.getTTL());
        sink.line(json.close('}').toString());
    }

    @Override
    public void timeToLive(LeaseTimeToLiveResponse answer, AttachedKeys keys) {
        JsonText json = withHeader(answer.getHeader());
        json.name("id").number(answer.getID()).name("ttl").number(answer.getTTL());
        json.name("granted-ttl").number(answer.getGrantedTTL()).name("keys");
        if (answer.getKeysCount() == 0) {
            json.nothing();
        } else {
            json.open('[');
            for (ByteString key : answer.getKeysList()) {
                json.base64(key.toByteArray());
            }
            json.close(']');
        }
        sink.line(json.close('}').toString());
    }

    @Override
    public void leases(LeaseLeasesResponse answer) {
        JsonText json = withHeader(answer.getHeader()).name("leases").open('[');
        for (LeaseStatus lease : answer.getLeasesList()) {
            json.open('{').name("id").number(lease.getID()).close('}');
        }
        sink.line(json.close(']').close('}').toString());
    }

    @Override
    public void health(List<Health> endpoints) {
        JsonText json = new JsonText().open('[');
        for (Health endpoint : endpoints) {
            json.open('{').name("endpoint").string(endpoint.endpoint());
            json.name("health").bool(endpoint.isHealthy());
            json.name("took").string(GoDuration.format(endpoint.took()));
            endpoint.error().ifPresent(error -> json.name("error").string(error));
            json.close('}');
        }
        sink.line(json.close(']').toString());
    }

    @Override
    public void statuses(List<EndpointAnswer<StatusResponse>> endpoints) {
        listed("Status", endpoints);
    }

    @Override
    public void hashes(List<EndpointAnswer<HashKVResponse>> endpoints) {
        listed("HashKV", endpoints);
    }

    private void listed(String name, List<? extends EndpointAnswer<? extends Message>> endpoints) {
        if (endpoints.isEmpty()) {
            sink.line("null");
            return;
        }
        JsonText json = new JsonText().open('[');
        for (EndpointAnswer<? extends Message> endpoint : endpoints) {
            json.open('{').name("Endpoint").string(endpoint.endpoint()).name(name);
            new MessageJson(json, Ids.NUMBERS).write(endpoint.answer());
            json.close('}');
        }
        sink.line(json.close(']').toString());
    }
}
