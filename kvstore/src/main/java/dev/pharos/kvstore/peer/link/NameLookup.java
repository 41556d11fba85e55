package dev.pharos.kvstore.peer.link;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Looks names up on a thread that may wait for a name server: an event loop must not. Thread-safe. */
final class NameLookup extends AddressResolverGroup<InetSocketAddress> {
    private final Executor waiting;

    NameLookup(Executor waiting) {
        this.waiting = waiting;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
        return new Names(loop, waiting).asAddressResolver();
    }

    /** For one event loop. */
    private static final class Names extends InetNameResolver {
        private final Executor waiting;

        Names(EventExecutor loop, Executor waiting) {
            super(loop);
            this.waiting = waiting;
        }

        @Override
        protected void doResolve(String name, Promise<InetAddress> found) {
            byte[] literal = NetUtil.createByteArrayFromIpAddressString(name);
            if (literal == null) {
                later(found, () -> found.trySuccess(InetAddress.getByName(name)));
                return;
            }
            try {
                found.setSuccess(InetAddress.getByAddress(name, literal));
            } catch (UnknownHostException impossible) {
                found.setFailure(impossible);
            }
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> found) {
            later(found, () -> found.trySuccess(List.of(InetAddress.getAllByName(name))));
        }

        private void later(Promise<?> found, Lookup lookup) {
            try {
                waiting.execute(() -> {
                    try {
                        lookup.run();
                    } catch (UnknownHostException unknown) {
                        found.tryFailure(unknown);
                    }
                });
            } catch (RejectedExecutionException tooMany) {
                found.tryFailure(tooMany);
            }
        }
    }

    /** Asks the name server. */
    @FunctionalInterface
    private interface Lookup {
        void run() throws UnknownHostException;
    }
}
