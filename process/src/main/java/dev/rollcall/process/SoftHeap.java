package dev.rollcall.process;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Keeps the old generation near a soft limit, under the hard one of `-Xmx`.
///
/// The serial collector lets the old generation grow to its hard limit before it collects it, so a
/// limit that leaves room for the largest request is what a quiet service uses too. Here the old
/// generation is collected when the soft limit is reached; where more than that is alive, the limit
/// follows what is alive after each collection of the old generation, whoever began it. Other
/// collectors have limits of their own: with them nothing is done.
final class SoftHeap implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(SoftHeap.class);
  private static final long MEGABYTE = 1L << 20;

  /// The old generation and its collector, as the serial collector names them.
  private static final String OLD_GENERATION = "Tenured Gen";

  private static final String FULL_COLLECTOR = "MarkSweepCompact";

  /// After a collection there is room for this share of what is alive, or the next one came at
  /// once.
  private static final double ROOM = 0.5;

  private final Optional<MemoryPoolMXBean> old;
  private final long softBytes;
  private final NotificationListener onExceeded = this::exceeded;
  private final NotificationListener onCollected = this::collected;
  private final Semaphore due = new Semaphore(0);
  private volatile boolean running;

  private SoftHeap(Optional<MemoryPoolMXBean> old, long softBytes) {
    this.old = old;
    this.softBytes = softBytes;
  }

  /// A soft limit for the old generation of this process; 0 means none.
  static SoftHeap ofMegabytes(int megabytes) {
    if (megabytes < 0) {
      throw new IllegalArgumentException("HEAP_SOFT_MB is " + megabytes + " and must not be < 0");
    }
    Optional<MemoryPoolMXBean> old =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals(OLD_GENERATION))
            .findFirst();
    if (megabytes > 0 && old.isEmpty()) {
      log.info("HEAP_SOFT_MB is left out: it is for the serial collector (-XX:+UseSerialGC)");
    }
    return new SoftHeap(old.filter(_ -> megabytes > 0), megabytes * MEGABYTE);
  }

  /// When to collect next: the soft limit, or more where that leaves no room beside what is alive.
  static long threshold(long soft, long alive, long hard) {
    long roomy = alive + (long) (alive * ROOM);
    return Math.min(Math.max(soft, roomy), hard);
  }

  @Override
  public void start() {
    running = true;
    old.ifPresent(pool -> {
      emitters().forEach((emitter, it) -> emitter.addNotificationListener(it, null, pool));
      pool.setUsageThreshold(threshold(softBytes, 0, hard(pool)));
      Thread.ofPlatform().daemon().name("soft-heap").start(() -> keep(pool));
    });
  }

  @Override
  public void stop() {
    running = false;
    due.release();
    if (old.isPresent()) {
      emitters().forEach(SoftHeap::forget);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void exceeded(Notification notification, Object pool) {
    if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
      due.release();
    }
  }

  private void collected(Notification notification, Object pool) {
    MemoryPoolMXBean of = (MemoryPoolMXBean) pool;
    long alive = of.getCollectionUsage().getUsed();
    long next = threshold(softBytes, alive, hard(of));
    of.setUsageThreshold(next);
    log.debug("Collected: {} MB alive, next at {} MB", alive / MEGABYTE, next / MEGABYTE);
  }

  private void keep(MemoryPoolMXBean pool) {
    while (running) {
      due.acquireUninterruptibly();
      due.drainPermits();
      if (running && pool.isUsageThresholdExceeded()) {
        System.gc();
      }
    }
  }

  private Map<NotificationEmitter, NotificationListener> emitters() {
    var emitters = new HashMap<NotificationEmitter, NotificationListener>();
    emitters.put((NotificationEmitter) ManagementFactory.getMemoryMXBean(), onExceeded);
    ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(collector -> collector.getName().equals(FULL_COLLECTOR))
        .forEach(collector -> emitters.put((NotificationEmitter) collector, onCollected));
    return emitters;
  }

  private static void forget(NotificationEmitter emitter, NotificationListener listener) {
    try {
      emitter.removeNotificationListener(listener);
    } catch (ListenerNotFoundException e) {
      log.debug("The heap was not watched", e);
    }
  }

  private static long hard(MemoryPoolMXBean pool) {
    return pool.getUsage().getMax();
  }
}
