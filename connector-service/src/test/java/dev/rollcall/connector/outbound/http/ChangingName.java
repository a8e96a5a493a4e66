package dev.rollcall.connector.outbound.http;

import dev.rollcall.connector.outbound.NameLookup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// A name whose address is another one each time, by a name server on this machine that is really
/// asked.
public final class ChangingName implements NameLookup, AutoCloseable {
  /// An address that anybody may dial.
  public static final InetAddress PUBLIC = InetAddress.ofLiteral("8.8.8.8");

  public static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  /// Where most clouds tell a machine its secrets.
  public static final InetAddress METADATA = InetAddress.ofLiteral("169.254.169.254");

  private final NameServer names;
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final DnsNameResolver resolver;

  /// @param answers one for each question; the last one is given again and again
  public ChangingName(InetAddress... answers) throws IOException {
    names =
        new NameServer(Arrays.stream(answers).map(InetAddress::getAddress).toArray(byte[][]::new));
    resolver =
        new DnsNameResolverBuilder(loops.next())
            .datagramChannelFactory(NioDatagramChannel::new)
            .nameServerProvider(new SingletonDnsServerAddressStreamProvider(names.address()))
            .resolveCache(NoopDnsCache.INSTANCE)
            .build();
  }

  @Override
  public InetAddress[] of(String host) throws UnknownHostException {
    var found = resolver.resolveAll(host).awaitUninterruptibly();
    if (!found.isSuccess()) {
      throw new UnknownHostException(host);
    }
    return found.getNow().toArray(InetAddress[]::new);
  }

  /// How often the name server was asked.
  public int asked() {
    return names.asked();
  }

  @Override
  public void close() {
    resolver.close();
    names.close();
    var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
