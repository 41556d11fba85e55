package dev.pharos.wire.error;

import static io.grpc.Status.Code.CANCELLED;
import static io.grpc.Status.Code.DATA_LOSS;
import static io.grpc.Status.Code.DEADLINE_EXCEEDED;
import static io.grpc.Status.Code.FAILED_PRECONDITION;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.OUT_OF_RANGE;
import static io.grpc.Status.Code.RESOURCE_EXHAUSTED;
import static io.grpc.Status.Code.UNAUTHENTICATED;
import static io.grpc.Status.Code.UNAVAILABLE;
import static io.grpc.Status.Code.UNIMPLEMENTED;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every error that etcd's services answer with. The text is the identity: clients look for it, letter by
 * letter, and take the code from their own table. No error carries status details.
 */
public enum EtcdError {
    /** Not for watches, which take an empty key for the least one. */
    EMPTY_KEY(INVALID_ARGUMENT, "etcdserver: key is not provided"),
    /**
     * A put that keeps the value or lease of a missing key; also an operation of a transaction that is not
     * set.
     */
    KEY_NOT_FOUND(INVALID_ARGUMENT, "etcdserver: key not found"),
    VALUE_PROVIDED(INVALID_ARGUMENT, "etcdserver: value is provided"),
    LEASE_PROVIDED(INVALID_ARGUMENT, "etcdserver: lease is provided"),
    TOO_MANY_OPERATIONS(INVALID_ARGUMENT, "etcdserver: too many operations in txn request"),
    DUPLICATE_KEY(INVALID_ARGUMENT, "etcdserver: duplicate key given in txn request"),
    INVALID_CLIENT_API_VERSION(INVALID_ARGUMENT, "etcdserver: invalid client api version", Mark.NOT_KNOWN),
    INVALID_SORT_OPTION(INVALID_ARGUMENT, "etcdserver: invalid sort option"),
    COMPACTED(OUT_OF_RANGE, "etcdserver: mvcc: required revision has been compacted"),
    FUTURE_REVISION(OUT_OF_RANGE, "etcdserver: mvcc: required revision is a future revision"),
    NO_SPACE(RESOURCE_EXHAUSTED, "etcdserver: mvcc: database space exceeded"),

    /** Not for renewals and time-to-live, which answer it with a TTL of their own. */
    LEASE_NOT_FOUND(NOT_FOUND, "etcdserver: requested lease not found"),
    LEASE_EXISTS(FAILED_PRECONDITION, "etcdserver: lease already exists"),
    LEASE_TTL_TOO_LARGE(OUT_OF_RANGE, "etcdserver: too large lease TTL"),
    WATCH_CANCELED(CANCELLED, "etcdserver: watch canceled", Mark.NOT_KNOWN),

    MEMBER_EXISTS(FAILED_PRECONDITION, "etcdserver: member ID already exist"),
    PEER_URL_EXISTS(FAILED_PRECONDITION, "etcdserver: Peer URLs already exists"),
    NOT_ENOUGH_STARTED_MEMBERS(
            FAILED_PRECONDITION,
            "etcdserver: re-configuration failed due to not enough started members",
            Mark.SENT_AS_UNKNOWN),
    BAD_MEMBER_URLS(INVALID_ARGUMENT, "etcdserver: given member URLs are invalid"),
    MEMBER_NOT_FOUND(NOT_FOUND, "etcdserver: member not found"),
    MEMBER_NOT_LEARNER(FAILED_PRECONDITION, "etcdserver: can only promote a learner member"),
    LEARNER_NOT_READY(
            FAILED_PRECONDITION, "etcdserver: can only promote a learner member which is in sync with leader"),
    TOO_MANY_LEARNERS(FAILED_PRECONDITION, "etcdserver: too many learner members in cluster"),
    /** Between members only. */
    CLUSTER_ID_MISMATCH(FAILED_PRECONDITION, "etcdserver: cluster ID mismatch"),

    REQUEST_TOO_LARGE(INVALID_ARGUMENT, "etcdserver: request is too large"),
    /** Apply lags too far behind commit. */
    TOO_MANY_REQUESTS(RESOURCE_EXHAUSTED, "etcdserver: too many requests", Mark.SENT_AS_UNKNOWN),

    ROOT_USER_MISSING(FAILED_PRECONDITION, "etcdserver: root user does not exist"),
    ROOT_ROLE_MISSING(FAILED_PRECONDITION, "etcdserver: root user does not have root role"),
    USER_EXISTS(FAILED_PRECONDITION, "etcdserver: user name already exists"),
    /** Also any call without credentials that needs some. */
    USER_EMPTY(INVALID_ARGUMENT, "etcdserver: user name is empty", Mark.NEW_TOKEN),
    USER_NOT_FOUND(FAILED_PRECONDITION, "etcdserver: user name not found"),
    ROLE_EXISTS(FAILED_PRECONDITION, "etcdserver: role name already exists"),
    ROLE_NOT_FOUND(FAILED_PRECONDITION, "etcdserver: role name not found"),
    ROLE_EMPTY(INVALID_ARGUMENT, "etcdserver: role name is empty"),
    AUTH_FAILED(INVALID_ARGUMENT, "etcdserver: authentication failed, invalid user ID or password"),
    PERMISSION_NOT_GIVEN(INVALID_ARGUMENT, "etcdserver: permission not given", Mark.NOT_KNOWN),
    PERMISSION_DENIED(Status.Code.PERMISSION_DENIED, "etcdserver: permission denied"),
    ROLE_NOT_GRANTED(FAILED_PRECONDITION, "etcdserver: role is not granted to the user"),
    PERMISSION_NOT_GRANTED(FAILED_PRECONDITION, "etcdserver: permission is not granted to the role"),
    AUTH_NOT_ENABLED(FAILED_PRECONDITION, "etcdserver: authentication is not enabled"),
    INVALID_AUTH_TOKEN(UNAUTHENTICATED, "etcdserver: invalid auth token", Mark.NEW_TOKEN),
    /** Would leave nobody with the root role, or grants a permission on no key. */
    INVALID_AUTH_MANAGEMENT(INVALID_ARGUMENT, "etcdserver: invalid auth management"),
    AUTH_OLD_REVISION(INVALID_ARGUMENT, "etcdserver: revision of auth store is old", Mark.NEW_TOKEN),

    NO_LEADER(UNAVAILABLE, "etcdserver: no leader"),
    NOT_LEADER(FAILED_PRECONDITION, "etcdserver: not leader"),
    LEADER_CHANGED(UNAVAILABLE, "etcdserver: leader changed"),
    NOT_CAPABLE(FAILED_PRECONDITION, "etcdserver: not capable"),
    STOPPED(UNAVAILABLE, "etcdserver: server stopped"),
    /** The outcome of a write is unknown, as with the two below. */
    TIMEOUT(UNAVAILABLE, "etcdserver: request timed out"),
    TIMEOUT_AFTER_LEADER_FAILURE(UNAVAILABLE, "etcdserver: request timed out, possibly due to previous leader failure"),
    TIMEOUT_AFTER_CONNECTION_LOSS(UNAVAILABLE, "etcdserver: request timed out, possibly due to connection lost"),
    TIMEOUT_WAITING_FOR_APPLY(
            UNAVAILABLE, "etcdserver: request timed out, waiting for the applied index took too long", Mark.NOT_KNOWN),
    UNHEALTHY(UNAVAILABLE, "etcdserver: unhealthy cluster"),
    CORRUPT(DATA_LOSS, "etcdserver: corrupt cluster"),
    NOT_SUPPORTED_FOR_LEARNER(FAILED_PRECONDITION, "etcdserver: rpc not supported for learner"),
    BAD_LEADER_TRANSFEREE(FAILED_PRECONDITION, "etcdserver: bad leader transferee"),

    WRONG_DOWNGRADE_VERSION_FORMAT(INVALID_ARGUMENT, "etcdserver: wrong downgrade target version format"),
    INVALID_DOWNGRADE_TARGET(INVALID_ARGUMENT, "etcdserver: invalid downgrade target version"),
    CLUSTER_VERSION_UNAVAILABLE(FAILED_PRECONDITION, "etcdserver: cluster version not found during downgrade"),
    DOWNGRADE_IN_PROGRESS(FAILED_PRECONDITION, "etcdserver: cluster has a downgrade job in progress"),
    NO_DOWNGRADE_IN_PROGRESS(FAILED_PRECONDITION, "etcdserver: no inflight downgrade job"),

    REQUEST_CANCELED(CANCELLED, "etcdserver: request canceled", Mark.NOT_KNOWN),
    /** Stands in the table but is not sent: see {@link #CONTEXT_DEADLINE_EXCEEDED}. */
    REQUEST_DEADLINE_EXCEEDED(DEADLINE_EXCEEDED, "etcdserver: context deadline exceeded", Mark.NOT_KNOWN),

    CONTEXT_CANCELED(CANCELLED, "context canceled", Mark.NOT_KNOWN),
    /** Also how a write ends that found no leader, so its outcome is unknown. */
    CONTEXT_DEADLINE_EXCEEDED(DEADLINE_EXCEEDED, "context deadline exceeded", Mark.NOT_KNOWN),

    /** Login of a user that may only come with a certificate. */
    PASSWORD_FOR_NO_PASSWORD_USER("auth: authentication failed, password was given for no password user"),
    VERIFY_ONLY_KEY("auth: token signing attempted with verify-only key"),
    NOT_PRIMARY_LESSOR("not a primary lessor"),
    LEADER_TRANSFER_TIMEOUT("etcdserver: request timed out, leader transfer took too long"),
    /** A downgrade action outside its enum. */
    UNKNOWN_DOWNGRADE_ACTION("etcdserver: unknown method"),
    PROPOSAL_DROPPED("raft proposal dropped"),
    RAFT_STOPPED("raft: stopped"),
    /** Of maintenance calls, up to 3.5. */
    OLD_PERMISSION_DENIED("auth: permission denied"),
    /** Of maintenance calls, up to 3.5. */
    OLD_USER_EMPTY("auth: user name is empty"),
    ELECTION_NO_LEADER("election: no leader"),
    ELECTION_NOT_LEADER("election: not leader"),
    LEADER_FIELD_MISSING("\"leader\" field must be provided"),
    LOCK_SESSION_EXPIRED("mutex: session is expired"),

    STREAM_SORT_NOT_SUPPORTED(UNIMPLEMENTED, "RangeStream does not support custom sort orders", Mark.NOT_KNOWN),
    STREAM_FILTER_NOT_SUPPORTED(UNIMPLEMENTED, "RangeStream does not support revision filters", Mark.NOT_KNOWN),
    UNKNOWN_HEALTH_SERVICE(NOT_FOUND, "unknown service", Mark.NOT_KNOWN);

    private static final Map<String, EtcdError> BY_MESSAGE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EtcdError::message, Function.identity()));

    private static final Map<EtcdError, FormerCode> FORMER_CODES = Map.of(
            PERMISSION_DENIED, new FormerCode(FAILED_PRECONDITION, "3.0"),
            NOT_CAPABLE, new FormerCode(UNAVAILABLE, "3.5"),
            CLUSTER_VERSION_UNAVAILABLE, new FormerCode(UNAVAILABLE, "3.5"),
            NOT_SUPPORTED_FOR_LEARNER, new FormerCode(UNAVAILABLE, "3.5"));

    private final Status.Code declaredCode;
    private final String message;
    private final Mark mark;

    EtcdError(Status.Code declaredCode, String message) {
        this(declaredCode, message, Mark.NONE);
    }

    /** An error that servers never meant to show, and so give no code. */
    EtcdError(String message) {
        this(Status.Code.UNKNOWN, message, Mark.NOT_KNOWN);
    }

    EtcdError(Status.Code declaredCode, String message, Mark mark) {
        this.declaredCode = declaredCode;
        this.message = message;
        this.mark = mark;
    }

    /** The error with exactly this text. */
    public static Optional<EtcdError> withMessage(@Nullable String message) {
        return message == null ? Optional.empty() : Optional.ofNullable(BY_MESSAGE.get(message));
    }

    /** The error a call failed with, whatever code it came under. */
    public static Optional<EtcdError> in(Throwable failure) {
        return withMessage(Status.fromThrowable(failure).getDescription());
    }

    /** What the error means, and what the Go client takes it for. */
    public Status.Code declaredCode() {
        return declaredCode;
    }

    /** What servers send, which for two errors is not what they declare. */
    public Status.Code codeOnWire() {
        return mark == Mark.SENT_AS_UNKNOWN ? Status.Code.UNKNOWN : declaredCode;
    }

    /** What older servers declare, if something else. */
    public Optional<FormerCode> formerCode() {
        return Optional.ofNullable(FORMER_CODES.get(this));
    }

    public String message() {
        return message;
    }

    /** Whether the Go client turns it into an error of its own; it hands on any other as it came. */
    public boolean knownToGoClient() {
        return mark != Mark.NOT_KNOWN;
    }

    /**
     * Whether a client with credentials should log in anew and repeat the call, which was refused before it
     * did anything.
     */
    public boolean wantsNewToken() {
        return mark == Mark.NEW_TOKEN;
    }

    public Status toStatus() {
        return codeOnWire().toStatus().withDescription(message);
    }

    public StatusRuntimeException toException() {
        return toStatus().asRuntimeException();
    }

    private enum Mark {
        NONE,
        NOT_KNOWN,
        SENT_AS_UNKNOWN,
        NEW_TOKEN
    }
}
