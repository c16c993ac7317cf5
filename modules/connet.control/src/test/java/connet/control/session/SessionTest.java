package connet.control.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.transport.ConnectionEnd;
import org.junit.jupiter.api.Test;

class SessionTest {
  @Test
  void connectionThatOneSideHasEndedIsNotLost() {
    assertFalse(Session.lost(new ConnectionEnd.ByPeer(0, "")));
    assertFalse(Session.lost(new ConnectionEnd.ByPeer(100, "authentication failed")));
    assertFalse(Session.lost(new ConnectionEnd.ByUs(0, "")));
    assertFalse(Session.lost(null), "the stream alone has ended");
  }

  @Test
  void connectionThatBrokeIsLost() {
    assertTrue(Session.lost(new ConnectionEnd.TimedOut()));
    assertTrue(Session.lost(new ConnectionEnd.Failed("stateless reset")));
  }
}
