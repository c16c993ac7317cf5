package connet.transport;

import io.netty.incubator.codec.quic.QuicCodecBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The transport parameters (RFC 9000, section 18.2) that we use on every connection. */
final class QuicParameters {
  /** As the existing network's programs have it. */
  static final Duration IDLE_TIMEOUT = Duration.ofSeconds(20);

  /** What fits an Ethernet frame under IPv6 and most tunnels; measured best with segmentation. */
  private static final int PAYLOAD = 1_350;

  /** The largest datagram that we take: others may find a larger path. */
  private static final int MAX_RECEIVED = 65_527;

  /** How many streams a peer may have open at once; the existing network's programs allow 100. */
  private static final int STREAMS = 1_024;

  /** Of one stream before it is read; grows with its reader. */
  private static final int STREAM_WINDOW = 1024 * 1024;

  /** Of all streams: several that stand still must not stop the others. */
  private static final int CONNECTION_WINDOW = 16 * STREAM_WINDOW;

  /** Heartbeats waiting to be sent or looked at. */
  private static final int DATAGRAMS = 16;

  /** Spare connection ids with which a peer may follow our change of address. */
  private static final int SPARE_IDS = 8;

  private QuicParameters() {}

  static <B extends QuicCodecBuilder<B>> B apply(B builder) {
    return builder
        .localConnectionIdLength(ConnectionIds.LENGTH)
        .activeConnectionIdLimit(SPARE_IDS)
        .maxIdleTimeout(IDLE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .maxSendUdpPayloadSize(PAYLOAD)
        .maxRecvUdpPayloadSize(MAX_RECEIVED)
        .initialMaxData(CONNECTION_WINDOW)
        .initialMaxStreamDataBidirectionalLocal(STREAM_WINDOW)
        .initialMaxStreamDataBidirectionalRemote(STREAM_WINDOW)
        .initialMaxStreamDataUnidirectional(0)
        .initialMaxStreamsBidirectional(STREAMS)
        .initialMaxStreamsUnidirectional(0)
        .datagram(DATAGRAMS, DATAGRAMS);
  }
}
