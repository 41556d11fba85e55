package dev.pharos.client.channel;

import dev.pharos.client.data.CallFailure;
import dev.pharos.client.data.CallFailure.Outcome;
import dev.pharos.client.data.Endpoint;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.proto.etcdserverpb.AuthGrpc;
import dev.pharos.wire.proto.etcdserverpb.AuthenticateRequest;
import dev.pharos.wire.proto.etcdserverpb.AuthenticateResponse;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks whichever server can be reached.
 *
 * <ul>
 *   <li>A call waits for a connection until its time is over, and then names what is wrong with each endpoint.
 *   <li>It is asked again elsewhere only if that cannot do anything twice.
 *   <li>With a name and password it carries a token; when that is refused, a new one is fetched and the call, which did
 *       nothing, repeated once.
 * </ul>
 *
 * <p>Any thread may call. Futures complete on a thread of the transport: what hangs on them must not wait.
 */
// Ignored futures are those of tasks on the clock, and of reactions that are the last in their chain.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Calls implements AutoCloseable {
    private static final String API_VERSION = "3.6";

    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> VERSION =
            Metadata.Key.of("client-api-version", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> LEADER = Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private final ConnectionOptions options;
    private final EventLoopGroup loops;
    private final boolean ownsLoops;
    private final Connections connections;
    private final Tokens tokens;

    /** How each thing under way is ended when the client closes. */
    private final Set<Runnable> endings = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    private Calls(ConnectionOptions options, EventLoopGroup loops, boolean ownsLoops) {
        this.options = options;
        this.loops = loops;
        this.ownsLoops = ownsLoops;
        this.connections = new Connections(options, loops);
        this.tokens = new Tokens(this::login);
    }

    /**
     * Connects nowhere yet.
     *
     * @throws IllegalArgumentException if the options name files that cannot be used
     */
    public static Calls open(ConnectionOptions options) {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("pharos-client", true), NioIoHandler.newFactory());
        try {
            return new Calls(options, loops, true);
        } catch (RuntimeException unusable) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw unusable;
        }
    }

    /** The same to one endpoint alone; ends with this one, or before. */
    public Calls only(Endpoint endpoint) {
        return new Calls(options.withEndpoint(endpoint), loops, false);
    }

    public List<Endpoint> endpoints() {
        return connections.endpoints();
    }

    /** Whose tasks run one after the other; never make it wait. */
    public ScheduledExecutorService clock() {
        return loops.next();
    }

    /** The future fails with a {@link CallFailure} if with anything. */
    public <Q, A> CompletableFuture<A> ask(Call<Q, A> call) {
        UnaryCall<Q, A> asked = new UnaryCall<>(this, call);
        Runnable ending = asked::abandon;
        begun(ending);
        asked.answer().whenComplete((answer, failure) -> ended(ending));
        if (closed) {
            asked.abandon();
        } else {
            asked.start();
        }
        return asked.answer();
    }

    /** Opens a stream at whichever server can be reached first. */
    public <Q, A> RequestStream<Q> open(MethodDescriptor<Q, A> method, StreamListener<A> listener, StreamNeeds needs) {
        return OpenedStream.open(this, method, listener, needs);
    }

    /** Fetches a token now, where a name and password are given, instead of at the first call. */
    public CompletableFuture<Void> logIn() {
        return tokens.get().thenApply(token -> null);
    }

    CompletableFuture<Connection> connection() {
        return connections.ready();
    }

    void avoid(Connection connection) {
        connections.avoid(connection);
    }

    CompletableFuture<String> complaints() {
        return connections.complaints();
    }

    int maxSendBytes() {
        return options.sizes().maxSendBytes();
    }

    CompletableFuture<Optional<String>> token(MethodDescriptor<?, ?> method) {
        return method == AuthGrpc.getAuthenticateMethod()
                ? CompletableFuture.completedFuture(Optional.empty())
                : tokens.get();
    }

    /** Whether there is any use in asking again without the token that was refused. */
    boolean renews(Optional<String> refused) {
        tokens.discard(refused);
        return options.credentials().filter(Credentials.Login.class::isInstance).isPresent();
    }

    private CompletableFuture<Optional<String>> login() {
        if (options.credentials().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (options.credentials().get() instanceof Credentials.Token given) {
            return CompletableFuture.completedFuture(Optional.of(given.token()));
        }
        Credentials.Login login = (Credentials.Login) options.credentials().get();
        AuthenticateRequest request = AuthenticateRequest.newBuilder()
                .setName(login.user())
                .setPassword(login.password())
                .build();
        return ask(Call.repeatable(AuthGrpc.getAuthenticateMethod(), request, options.dialTimeout()))
                .thenApply(AuthenticateResponse::getToken)
                .thenApply(Optional::of)
                .exceptionally(Calls::withoutUsers);
    }

    private static Optional<String> withoutUsers(Throwable thrown) {
        Throwable failure = Causes.of(thrown);
        if (failure instanceof CallFailure refused && refused.is(EtcdError.AUTH_NOT_ENABLED)) {
            return Optional.empty();
        }
        throw new CompletionException(failure);
    }

    static Metadata headers(Optional<String> token, StreamNeeds needs) {
        Metadata headers = new Metadata();
        headers.put(VERSION, API_VERSION);
        token.ifPresent(text -> headers.put(TOKEN, text));
        if (needs == StreamNeeds.LEADER) {
            headers.put(LEADER, "true");
        }
        return headers;
    }

    /** Before the first look at whether the client is closed. */
    void begun(Runnable ending) {
        endings.add(ending);
    }

    void ended(Runnable ending) {
        endings.remove(ending);
    }

    boolean isClosed() {
        return closed;
    }

    static CallFailure closure(Outcome outcome) {
        return CallFailure.of(Status.CANCELLED.withDescription("the client is closed"), outcome);
    }

    /** What is under way fails. */
    @Override
    public void close() {
        closed = true;
        endings.forEach(Runnable::run);
        connections.close();
        if (ownsLoops) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
