/**
 * What is said on the connections of the network, as pure values and functions: no sockets, no
 * threads, no clock, no logging. All values are immutable and safe for use by any thread; {@link
 * connet.protocol.Backoff} alone has a state.
 *
 * <h2>The wire</h2>
 *
 * <pre>
 * QUIC connection   the ALPN says who talks to whom and how long a length is       {@link connet.protocol.Alpn}
 *   stream          a sequence of frames; after "connect" the user's bytes
 *     frame         big-endian length (8 or 4 bytes), then the body                {@link connet.protocol.Framing}
 *       body        one protobuf message                                           src/main/proto
 * </pre>
 *
 * <pre>
 * conversation      request                            response
 * client - control  ClientAuthenticateRequest          ClientAuthenticateResponse         first stream
 *                   ClientRequest.Announce, repeated   ClientResponse.Announced, repeated one stream per endpoint
 *                   ClientRequest.Relay                ClientResponse.Relays, repeated    one stream per endpoint
 * relay - control   RelayAuthenticateRequest           RelayAuthenticateResponse          first stream
 * client - relay    RelayClientAuthenticateRequest     RelayClientAuthenticateResponse    first stream
 * peer - peer       PeerRequest.Check                  PeerResponse.Checked               first stream
 *                   PeerRequest.Connect                PeerResponse.Connected             one stream per forwarded
 *                                                                                         connection
 * </pre>
 *
 * Each message is a record with {@code encode()} and a static {@code decode(byte[])}; what it holds
 * is checked when it is decoded, against {@link connet.protocol.Limits}, and what does not hold
 * ends as {@link connet.protocol.MalformedMessageException} with the {@link
 * connet.protocol.ErrorCode} that answers it. What others announced (peers, relays) is read
 * leniently: one bad entry costs nobody the others. Unknown fields are ignored.
 *
 * <h2>Identities</h2>
 *
 * Endpoints and relays make their own certificates ({@link connet.protocol.EndpointCertificates},
 * {@link connet.protocol.RelayCertificate}); a control server names those of one party to the
 * other, who accepts exactly them. A control server is known by an ordinary certificate ({@link
 * connet.protocol.Pem}, {@link connet.protocol.SelfSigned}). {@link
 * connet.protocol.ReconnectTokens} keep a client's id over a lost connection, {@link
 * connet.protocol.Tickets} admit a client to a relay. With {@link connet.protocol.KeyExchange} two
 * ends hide from a relay what it carries.
 */
@NullMarked
package connet.protocol;

import org.jspecify.annotations.NullMarked;
