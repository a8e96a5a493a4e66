package dev.rollcall.connector.outbound.http;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A name server on this machine that answers each question about an IPv4 address with the next of
/// its answers, which nobody may keep (RFC 1035, TTL 0). It knows no IPv6.
final class NameServer implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int TYPE_A = 1;
  private static final int QUESTION_TAIL = 4;
  private static final int RECORD_BYTES = 16;

  private final DatagramSocket socket;
  private final List<byte[]> answers;
  private final AtomicInteger asked = new AtomicInteger();

  /// @param answers the last one is given again and again
  NameServer(byte[]... answers) throws IOException {
    this.answers = List.of(answers);
    this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::serve);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
  }

  int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    var buffer = new byte[512];
    while (!socket.isClosed()) {
      try {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        answer(Arrays.copyOf(buffer, packet.getLength()), packet.getSocketAddress());
      } catch (IOException _) {
        // The socket was closed.
      }
    }
  }

  private void answer(byte[] query, SocketAddress to) throws IOException {
    int end = HEADER;
    while (query[end] != 0) {
      end += query[end] + 1;
    }
    int type = ByteBuffer.wrap(query).getShort(end + 1);
    boolean known = type == TYPE_A;
    int question = end + 1 + QUESTION_TAIL;
    ByteBuffer reply = ByteBuffer.allocate(question + RECORD_BYTES);
    reply.put(query, 0, question);
    // A response, authoritative; one question, one answer or none, and nothing else.
    reply.putShort(2, (short) 0x8400).putShort(4, (short) 1).putShort(6, (short) (known ? 1 : 0));
    reply.putShort(8, (short) 0).putShort(10, (short) 0);
    if (known) {
      byte[] address = answers.get(Math.min(asked.getAndIncrement(), answers.size() - 1));
      // The name by a pointer to the question, type A, class IN, TTL 0.
      reply.putShort((short) 0xC00C).putShort((short) TYPE_A).putShort((short) 1).putInt(0);
      reply.putShort((short) address.length).put(address);
    }
    socket.send(new DatagramPacket(reply.array(), reply.position(), to));
  }
}
