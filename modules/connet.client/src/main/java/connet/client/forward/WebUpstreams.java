package connet.client.forward;

import connet.transport.Addresses;
import connet.transport.HttpUpstream;
import connet.transport.NoUpstreamException;
import connet.transport.TcpConnection;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwarded connections for those who speak HTTP with a source.
 *
 * @param opener of the source
 * @param traffic to which the connections are added
 */
public record WebUpstreams(Opener opener, Traffic traffic) {
  private static final Logger LOG = LoggerFactory.getLogger(WebUpstreams.class);

  /** The endpoint's name. */
  String name() {
    return opener.endpoint().self().endpoint();
  }

  /** A new one for somebody who has connected to the source. */
  HttpUpstream open(TcpConnection front) throws IOException, InterruptedException {
    try {
      // A PROXY header is written by none of those who speak HTTP, as in the existing network.
      Opened opened = opener.open();
      return CarriedStream.begin(opened.stream(), opened.path(), traffic);
    } catch (NoAnswerException e) {
      LOG.warn(
          "request not forwarded endpoint={} from={} why={}",
          opener.endpoint().self(),
          Addresses.show(front.remoteAddress()),
          e.getMessage());
      throw new NoUpstreamException(
          opener.endpoint().peers().isEmpty()
              ? "there is no destination " + name() + " at the moment"
              : "no destination " + name() + " answers");
    }
  }
}
