package dev.rollcall.connector.outbound.http;

import dev.rollcall.connector.outbound.AddressRefusedException;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/// Resolves names where the connection is dialled, and lets only public addresses through: what is
/// checked is what is dialled, so that a name that changes its address between two look-ups gains
/// nothing. An address that is written in the URL goes the same way.
final class GuardedResolver extends AddressResolverGroup<InetSocketAddress> {
  private final Executor blocking;
  private final Lookup lookup;

  /// Asks for the addresses of a name; blocks.
  @FunctionalInterface
  interface Lookup {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  GuardedResolver(Executor blocking, Lookup lookup) {
    this.blocking = blocking;
    this.lookup = lookup;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Guard(executor);
  }

  private final class Guard extends AbstractAddressResolver<InetSocketAddress> {
    Guard(EventExecutor executor) {
      super(executor, InetSocketAddress.class);
    }

    @Override
    protected boolean doIsResolved(InetSocketAddress address) {
      return !address.isUnresolved() && PublicAddresses.isPublic(address.getAddress());
    }

    @Override
    protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
      blocking.execute(() -> {
        try {
          promise.trySuccess(allowed(address).getFirst());
        } catch (UnknownHostException e) {
          promise.tryFailure(e);
        }
      });
    }

    @Override
    protected void doResolveAll(
        InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
      blocking.execute(() -> {
        try {
          promise.trySuccess(allowed(address));
        } catch (UnknownHostException e) {
          promise.tryFailure(e);
        }
      });
    }

    private List<InetSocketAddress> allowed(InetSocketAddress address) throws UnknownHostException {
      InetAddress[] found =
          address.isUnresolved()
              ? lookup.of(address.getHostString())
              : new InetAddress[] {address.getAddress()};
      List<InetSocketAddress> open =
          Arrays.stream(found)
              .filter(PublicAddresses::isPublic)
              .map(each -> new InetSocketAddress(each, address.getPort()))
              .toList();
      if (open.isEmpty()) {
        throw new AddressRefusedException();
      }
      return open;
    }
  }
}
