package connet.control.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.control.sample.ManualTimer;
import connet.control.sample.MemoryStore;
import connet.control.sample.Samples;
import connet.control.store.StoredRelay;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayRegistryTest {
  private static final Duration EXPIRY = Duration.ofSeconds(30);

  private final MemoryStore store = new MemoryStore();
  private final ManualTimer timer = new ManualTimer();
  private final RelayRegistry registry = new RelayRegistry(store, EXPIRY, timer);

  @Test
  void relayIsOfferedOnceItIsPublished() throws Exception {
    StoredRelay relay = Samples.relay();
    Signal signal = watch();

    RelayRegistry.Registration registration = registry.register(relay);
    assertEquals(List.of(), registry.relays());
    assertEquals(List.of(relay), store.relays());
    assertFalse(Raised.take(signal));

    registration.publish();
    assertEquals(List.of(relay), registry.relays());
    assertTrue(Raised.take(signal));
  }

  @Test
  void relayThatEndsIsOfferedNoMore() throws Exception {
    RelayRegistry.Registration registration = publish(Samples.relay());
    Signal signal = watch();

    registration.ended();

    assertEquals(List.of(), registry.relays());
    assertEquals(List.of(), store.relays());
    assertTrue(Raised.take(signal));
  }

  @Test
  void lostRelayIsOfferedUntilTheExpiry() throws Exception {
    publish(Samples.relay()).lost();

    timer.pass(EXPIRY.minusMillis(1));
    assertEquals(1, registry.relays().size());
    timer.pass(Duration.ofMillis(1));
    assertEquals(List.of(), registry.relays());
  }

  @Test
  void endOfAnOldSessionLeavesTheRestartedRelayAlone() throws Exception {
    StoredRelay before = Samples.relay();
    StoredRelay after = Samples.relay(before.id());
    RelayRegistry.Registration dying = publish(before);
    RelayRegistry.Registration lost = dying;
    publish(after);

    dying.ended();
    lost.lost();
    timer.pass(EXPIRY);

    assertEquals(List.of(after), registry.relays());
    assertEquals(List.of(after), store.relays());
  }

  @Test
  void expiryOfAnOldSessionLeavesARegistrationAloneThatIsBeingMade() throws Exception {
    StoredRelay before = Samples.relay();
    StoredRelay after = Samples.relay(before.id());
    publish(before).lost();
    RelayRegistry.Registration registration = registry.register(after);

    timer.pass(EXPIRY);
    assertEquals(List.of(after), store.relays());
    registration.publish();

    assertEquals(List.of(after), registry.relays());
    assertEquals(List.of(after), store.relays());
  }

  @Test
  void registrationThatWasNeverPublishedGivesWayToTheOneBefore() throws Exception {
    StoredRelay before = Samples.relay();
    publish(before);

    registry.register(Samples.relay(before.id())).ended();

    assertEquals(List.of(before), registry.relays());
    assertEquals(List.of(before), store.relays());
  }

  @Test
  void registeringTheSameAgainWakesNobody() throws Exception {
    StoredRelay relay = Samples.relay();
    publish(relay);
    Signal signal = watch();

    publish(relay);

    assertFalse(Raised.take(signal));
  }

  @Test
  void restartedServerOffersTheRelaysItHadUntilTheExpiry() throws Exception {
    StoredRelay relay = Samples.relay();
    RelayRegistry.Registration registration = publish(relay);
    registry.freeze();
    registration.ended();

    RelayRegistry restarted = new RelayRegistry(store, EXPIRY, timer);
    assertEquals(List.of(relay), restarted.relays());
    timer.pass(EXPIRY);
    assertEquals(List.of(), restarted.relays());
  }

  @Test
  void relayThatComesBackAfterARestartOfTheServerStays() throws Exception {
    StoredRelay relay = Samples.relay();
    publish(relay);
    registry.freeze();
    RelayRegistry restarted = new RelayRegistry(store, EXPIRY, timer);

    restarted.register(relay).publish();
    timer.pass(EXPIRY);

    assertEquals(List.of(relay), restarted.relays());
  }

  @Test
  void tooManyRelaysAreRefusedButKnownOnesMayComeBack() throws Exception {
    StoredRelay known = Samples.relay();
    publish(known);
    assertThrows(
        RefusedException.class,
        () -> {
          for (int i = 0; i < 1000; i++) {
            publish(Samples.relay());
          }
        });

    publish(Samples.relay(known.id()));
  }

  private RelayRegistry.Registration publish(StoredRelay relay) throws RefusedException {
    RelayRegistry.Registration registration = registry.register(relay);
    registration.publish();
    return registration;
  }

  private Signal watch() {
    Signal signal = Signal.raised();
    Raised.take(signal);
    registry.watch(signal);
    return signal;
  }
}
