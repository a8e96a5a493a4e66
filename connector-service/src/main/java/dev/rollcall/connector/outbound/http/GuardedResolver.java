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
import java.util.List;
import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Resolves names where the connection is dialled, and lets only allowed addresses through: what is
/// checked is what is dialled, so that a name that changes its address between two look-ups gains
/// nothing. An address that is written in the URL goes the same way.
final class GuardedResolver extends AddressResolverGroup<InetSocketAddress> {
  private final Executor blocking;
  private final AllowedLookup lookup;

  GuardedResolver(Executor blocking, AllowedLookup lookup) {
    this.blocking = blocking;
    this.lookup = lookup;
  }

  /// Looks a name up as it is when it is dialled.
  Mono<Void> lookUp(String host) {
    return Mono.fromCallable(() -> lookup.all(host))
        .subscribeOn(Schedulers.fromExecutor(blocking))
        .then();
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
      return !address.isUnresolved() && lookup.allows(address.getAddress());
    }

    @Override
    protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
      blocking.execute(() -> {
        try {
          promise.trySuccess(dialled(address).getFirst());
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
          promise.trySuccess(dialled(address));
        } catch (UnknownHostException e) {
          promise.tryFailure(e);
        }
      });
    }

    private List<InetSocketAddress> dialled(InetSocketAddress address) throws UnknownHostException {
      if (!address.isUnresolved() && !lookup.allows(address.getAddress())) {
        throw new AddressRefusedException();
      }
      List<InetAddress> found =
          address.isUnresolved()
              ? lookup.all(address.getHostString())
              : List.of(address.getAddress());
      return found.stream().map(each -> new InetSocketAddress(each, address.getPort())).toList();
    }
  }
}
