package dev.vignette.bot.manners;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import okhttp3.Dns;

/**
 * Resolves names to public addresses only. The connection is made to the very addresses that were checked, as OkHttp connects
 * to what its {@link Dns} returns: a name that resolves differently a moment later gains nothing.
 */
final class PublicAddresses implements Dns {
    private final Dns resolver;

    PublicAddresses(Dns resolver) {
        this.resolver = resolver;
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> addresses = resolver.lookup(host);
        for (InetAddress address : addresses) {
            // All of them: a name that also points inside is not one of the platform's.
            if (!isPublic(address)) {
                throw new PrivateAddressException("The host " + host + " lies at an address that is not public.");
            }
        }
        return addresses;
    }

    /** Not loopback, link-local, private, shared, multicast, documentation, or an IPv4 address of these kinds inside an IPv6 one. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : address instanceof Inet6Address && isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        int third = b[2] & 0xff;
        return !(first == 0
                || first == 10
                || first == 127
                || first >= 224
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 169 && second == 254)
                || (first == 172 && (second & 0xf0) == 16)
                || (first == 192 && second == 168)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 198 && (second & 0xfe) == 18)
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113));
    }

    private static boolean isPublic6(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        // Only 2000::/3 is given out; of it, 6to4 and Teredo carry IPv4 addresses, and 2001:db8 is for books.
        if ((first & 0xe0) != 0x20) {
            // NAT64 (64:ff9b::/96) is how IPv6-only networks reach public IPv4.
            boolean nat64 = first == 0 && second == 0x64 && (b[2] & 0xff) == 0xff && (b[3] & 0xff) == 0x9b;
            return nat64 && isPublic4(Arrays.copyOfRange(b, 12, 16));
        }
        if (first == 0x20 && second == 0x02) {
            return isPublic4(Arrays.copyOfRange(b, 2, 6));
        }
        boolean teredo = first == 0x20 && second == 0x01 && b[2] == 0 && b[3] == 0;
        boolean books = first == 0x20 && second == 0x01 && (b[2] & 0xff) == 0x0d && (b[3] & 0xff) == 0xb8;
        return !teredo && !books;
    }

    /** Told apart from a name that does not resolve: trying again is no use. */
    static final class PrivateAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        PrivateAddressException(String message) {
            super(message);
        }
    }
}
