package dev.pharos.etcdctl.output;

import com.google.protobuf.ByteString;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.etcdctl.text.GoDuration;
import dev.pharos.etcdctl.text.Numerals;
import dev.pharos.wire.proto.etcdserverpb.HashKVResponse;
import dev.pharos.wire.proto.etcdserverpb.Member;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.util.List;

/** The lists that are shown as lines of cells or as tables. */
final class Rows {
    static final List<String> MEMBER_HEAD = List.of("ID", "STATUS", "NAME", "PEER ADDRS", "CLIENT ADDRS", "IS LEARNER");
    static final List<String> HEALTH_HEAD = List.of("ENDPOINT", "HEALTH", "TOOK", "ERROR");
    static final List<String> HASH_HEAD = List.of("ENDPOINT", "HASH", "HASH REVISION");
    static final List<String> STATUS_HEAD = List.of(
            "ENDPOINT",
            "ID",
            "VERSION",
            "STORAGE VERSION",
            "DB SIZE",
            "IN USE",
            "PERCENTAGE NOT IN USE",
            "QUOTA",
            "IS LEADER",
            "IS LEARNER",
            "RAFT TERM",
            "RAFT INDEX",
            "RAFT APPLIED INDEX",
            "ERRORS",
            "DOWNGRADE TARGET VERSION",
            "DOWNGRADE ENABLED");

    private Rows() {}

    static List<String> member(Member member) {
        return List.of(
                Numerals.hex(member.getID()),
                member.getName().isEmpty() ? "unstarted" : "started",
                ByteText.of(member.getNameBytes()),
                joined(member.getPeerURLsList().asByteStringList(), ","),
                joined(member.getClientURLsList().asByteStringList(), ","),
                Boolean.toString(member.getIsLearner()));
    }

    static List<String> health(Health health) {
        return List.of(
                health.endpoint(),
                Boolean.toString(health.isHealthy()),
                GoDuration.format(health.took()),
                health.error().orElse(""));
    }

    static List<String> hash(EndpointAnswer<HashKVResponse> hash) {
        return List.of(
                hash.endpoint(),
                Integer.toUnsignedString(hash.answer().getHash()),
                Long.toString(hash.answer().getHashRevision()));
    }

    static List<String> status(EndpointAnswer<StatusResponse> endpoint) {
        StatusResponse status = endpoint.answer();
        return List.of(
                endpoint.endpoint(),
                Numerals.hex(status.getHeader().getMemberId()),
                ByteText.of(status.getVersionBytes()),
                ByteText.of(status.getStorageVersionBytes()),
                Numerals.size(status.getDbSize()),
                Numerals.size(status.getDbSizeInUse()),
                percentage(status) + "%",
                Numerals.size(status.getDbSizeQuota()),
                Boolean.toString(status.getLeader() == status.getHeader().getMemberId()),
                Boolean.toString(status.getIsLearner()),
                Numerals.unsigned(status.getRaftTerm()),
                Numerals.unsigned(status.getRaftIndex()),
                Numerals.unsigned(status.getRaftAppliedIndex()),
                joined(status.getErrorsList().asByteStringList(), ", "),
                ByteText.of(status.getDowngradeInfo().getTargetVersionBytes()),
                Boolean.toString(status.getDowngradeInfo().getEnabled()));
    }

    private static long percentage(StatusResponse status) {
        return status.getDbSize() == 0 ? 0 : 100 - 100 * status.getDbSizeInUse() / status.getDbSize();
    }

    static String joined(List<ByteString> texts, String separator) {
        StringBuilder joined = new StringBuilder();
        for (ByteString text : texts) {
            joined.append(joined.isEmpty() ? "" : separator).append(ByteText.of(text));
        }
        return joined.toString();
    }
}
