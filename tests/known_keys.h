/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One key of each kind in each of its forms, and what it signed, made with
 * OpenSSL 3.0 for these tests; the secret halves are thrown away.
 */
#ifndef KNOWN_KEYS_H
#define KNOWN_KEYS_H

/* clang-format off */
#define KNOWN_MESSAGE "a badge"

/* Ed25519 */
#define ED_PEM \
    "-----BEGIN PUBLIC KEY-----\n" \
    "MCowBQYDK2VwAyEAvOk2yykeokp98wkPsQQWdj3VFm1b/cVHC0rEEjUV4sQ=\n" \
    "-----END PUBLIC KEY-----\n"
#define ED_X \
    "vOk2yykeokp98wkPsQQWdj3VFm1b_cVHC0rEEjUV4sQ"
#define ED_MULTIKEY \
    "z6MksAgwxTK5HeiVCs43qaFyaPcAqZj2evNXuRqWQKqA9rqq"
#define ED_HEX \
    "bce936cb291ea24a7df3090fb10416763dd5166d5bfdc5470b4ac4123515e2c4"
#define ED_SIGNATURE \
    "a61a97888284037c22e02b875b8d49dbaf669f58775ca73640d38a6a1fd5720e5c" \
    "ba97135eec1a60517b3803df76312dbb35ed5c0f4cf1a8cc7a573350d4ce08"

/* P256 */
#define P256_PEM \
    "-----BEGIN PUBLIC KEY-----\n" \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEOP8OvV8qJbzTSRD50O+uZsPubDdc\n" \
    "tj4W1fsWjUDBPabEnKZRjU4TilXIUmJAIv+IQmL00tvvh92PgnkA+q1vkg==\n" \
    "-----END PUBLIC KEY-----\n"
#define P256_X \
    "OP8OvV8qJbzTSRD50O-uZsPubDdctj4W1fsWjUDBPaY"
#define P256_Y \
    "xJymUY1OE4pVyFJiQCL_iEJi9NLb74fdj4J5APqtb5I"
#define P256_HEX \
    "0438ff0ebd5f2a25bcd34910f9d0efae66c3ee6c375cb63e16d5fb168d40c13da6" \
    "c49ca6518d4e138a55c852624022ff884262f4d2dbef87dd8f827900faad6f92"
#define P256_MULTIKEY \
    "zDnaeUGTT912o8qvEuS32wsNuoDzPq2Nw1dTpCHxVK6HviS1j"
#define P256_SIGNATURE \
    "3486ad15eb92beb2f6055c072c0ca0084222c32047e37fe4ca4d5fc19966983880" \
    "4311f3bd2392964f5eab172131ca5596c78a8a5f10684be34651181feb6a36"

/* P384 */
#define P384_PEM \
    "-----BEGIN PUBLIC KEY-----\n" \
    "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEx+1ZDJ5xUT60GS7DpujzVNZ83V7IxdOP\n" \
    "irUVJ0ba7rOz/y7zf9SfyNR5R0JwoJTO7oxhOpsEHHS5xy/HFaxrenFlEtehSdjF\n" \
    "zKFV5hj9v98kwjyCtFAjAuxpZ+VDYgC7\n" \
    "-----END PUBLIC KEY-----\n"
#define P384_X \
    "x-1ZDJ5xUT60GS7DpujzVNZ83V7IxdOPirUVJ0ba7rOz_y7zf9SfyNR5R0JwoJTO"
#define P384_Y \
    "7oxhOpsEHHS5xy_HFaxrenFlEtehSdjFzKFV5hj9v98kwjyCtFAjAuxpZ-VDYgC7"
#define P384_HEX \
    "04c7ed590c9e71513eb4192ec3a6e8f354d67cdd5ec8c5d38f8ab5152746daeeb3" \
    "b3ff2ef37fd49fc8d479474270a094ceee8c613a9b041c74b9c72fc715ac6b7a71" \
    "6512d7a149d8c5cca155e618fdbfdf24c23c82b4502302ec6967e5436200bb"
#define P384_MULTIKEY \
    "z82Lm3F9Y1JV4kTJrDhw6kJLzioLS5dpcmbAxcx2c1ie623LgRYScEiDVdJG5N7ZKe" \
    "hRN9j"
#define P384_SIGNATURE \
    "6882cd8b20cdd0db0eb23ed5223ccbcd210af3b9e37412c033a4b659f46b879b92" \
    "ebc1381b094b750496dcf6ce93dcd29446fc9f10892dd21de01b297c41b72bc959" \
    "33969f0013432a9b4d2acf03e4e88141118ccc3326a82a7be80bc7a55c55"

#define P256_PEM_COMPRESSED \
    "-----BEGIN PUBLIC KEY-----\n" \
    "MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgACOP8OvV8qJbzTSRD50O+uZsPubDdc\n" \
    "tj4W1fsWjUDBPaY=\n" \
    "-----END PUBLIC KEY-----\n"
#define P256_PEM_HYBRID \
    "-----BEGIN PUBLIC KEY-----\n" \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAGOP8OvV8qJbzTSRD50O+uZsPubDdc\n" \
    "tj4W1fsWjUDBPabEnKZRjU4TilXIUmJAIv+IQmL00tvvh92PgnkA+q1vkg==\n" \
    "-----END PUBLIC KEY-----\n"
#define P256_PEM_EXPLICIT \
    "-----BEGIN PUBLIC KEY-----\n" \
    "MIIBSzCCAQMGByqGSM49AgEwgfcCAQEwLAYHKoZIzj0BAQIhAP////8AAAABAAAA\n" \
    "AAAAAAAAAAAA////////////////MFsEIP////8AAAABAAAAAAAAAAAAAAAA////\n" \
    "///////////8BCBaxjXYqjqT57PrvVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMVAMSd\n" \
    "NgiG5wSTamZ44ROdJreBn36QBEEEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5\n" \
    "RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9QIhAP////8AAAAA\n" \
    "//////////+85vqtpxeehPO5ysL8YyVRAgEBA0IABDj/Dr1fKiW800kQ+dDvrmbD\n" \
    "7mw3XLY+FtX7Fo1AwT2mxJymUY1OE4pVyFJiQCL/iEJi9NLb74fdj4J5APqtb5I=\n" \
    "-----END PUBLIC KEY-----\n"

/* RSA, 2,048 bits */
#define RSA_PEM \
    "-----BEGIN PUBLIC KEY-----\n" \
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxNi1/gYgVi3I22isS897\n" \
    "RA+2NAVNj1zx1iVbued81mC3JxwoyPiL5y++iWz1VqToZUdxbwr4nn/PEz5mpUY7\n" \
    "oCsjyn3ugpG/y62ZDY31GGKX6tEbbSdOuVeUaaDFAWqVcn5jhq8JdrcEo3tePYk4\n" \
    "s/VQHjTyeKZ4174iXdFjVD6/3z5JGMv62WQh5FmJAyf2336QutSmPytFmK9XQoV+\n" \
    "LVbks4KMEmc+5ik21acAxIN+f6VhuUDJTTMVRn7xo/TveirDU0gyuHIXTdYBphF0\n" \
    "1SE6bb8NazPcgHZ/DzdShSBTM96rKuHbCDf6HbtYkNyENisbBoNM0/40eAi3Rzno\n" \
    "XQIDAQAB\n" \
    "-----END PUBLIC KEY-----\n"
#define RSA_PEM_PKCS1 \
    "-----BEGIN RSA PUBLIC KEY-----\n" \
    "MIIBCgKCAQEAxNi1/gYgVi3I22isS897RA+2NAVNj1zx1iVbued81mC3JxwoyPiL\n" \
    "5y++iWz1VqToZUdxbwr4nn/PEz5mpUY7oCsjyn3ugpG/y62ZDY31GGKX6tEbbSdO\n" \
    "uVeUaaDFAWqVcn5jhq8JdrcEo3tePYk4s/VQHjTyeKZ4174iXdFjVD6/3z5JGMv6\n" \
    "2WQh5FmJAyf2336QutSmPytFmK9XQoV+LVbks4KMEmc+5ik21acAxIN+f6VhuUDJ\n" \
    "TTMVRn7xo/TveirDU0gyuHIXTdYBphF01SE6bb8NazPcgHZ/DzdShSBTM96rKuHb\n" \
    "CDf6HbtYkNyENisbBoNM0/40eAi3RznoXQIDAQAB\n" \
    "-----END RSA PUBLIC KEY-----\n"
#define RSA_N \
    "xNi1_gYgVi3I22isS897RA-2NAVNj1zx1iVbued81mC3JxwoyPiL5y--iWz1VqToZU" \
    "dxbwr4nn_PEz5mpUY7oCsjyn3ugpG_y62ZDY31GGKX6tEbbSdOuVeUaaDFAWqVcn5j" \
    "hq8JdrcEo3tePYk4s_VQHjTyeKZ4174iXdFjVD6_3z5JGMv62WQh5FmJAyf2336Qut" \
    "SmPytFmK9XQoV-LVbks4KMEmc-5ik21acAxIN-f6VhuUDJTTMVRn7xo_TveirDU0gy" \
    "uHIXTdYBphF01SE6bb8NazPcgHZ_DzdShSBTM96rKuHbCDf6HbtYkNyENisbBoNM0_" \
    "40eAi3RznoXQ"
#define RSA_MULTIKEY \
    "z4MXj1wBzi9jUstyPnyeC6KDWY8hRn91zVN2wbvA4LJhUjE9qGZKRtipG7Bk1StZEn" \
    "FREVvBnCWq8Wp7h3En83T2viUrKiHVVtb2XnUaaa2jSKaR6FT5rSqFwUvznPdinWRm" \
    "ysmCAxXsmPR2nXSE9s2vwEdrknipKbwAXzAQ51HEhDXQZC4DR1RGtgoRF8qrtK3atb" \
    "4MNnrFepGpqSFJMU7z6VTFGtHXxox7j8SnyyhEGi2FhvqZriVB7JVG1iTGc68AvL2V" \
    "Ez4zna7dCQUypyrmgGFp4x1g6zFZt3n6L4EfC5eiqYjWkJgCih15nqr4PnK9TRYrkc" \
    "LErmB4QRgmWsxgRxUnVNk2znhrALFMPsvaAGDz5rZRA"
#define RSA_SIGNATURE \
    "4889e8531384b588025147c28a673f2272748b27a931e73070305290ca3eecef76" \
    "f6a554b26fb98d754b985e9976585a1bbb118546925686afbc9c5bec7829ffcc22" \
    "0640a2bf640725d46cc95888df1258726622b2830451f535f1e220f971f21f7059" \
    "7f0f555ad736d984f89df2d7500951d125f8c8c6575341f5508591edf4ce674a39" \
    "72b321efb7fb932838991bce7ba5f0cc297d81b14c504f8b4ed1a8ca142a3c23ac" \
    "32c8d8267d27a57f0723bec8313869ad8ca992f3fd6847534c326f7670fe370374" \
    "a6154a31f071d198ec4f126645ce817b3720646ca81f9b8c65e830383f71282de3" \
    "069b5cb4b5351a1a7eb238d778c982e6ca9be4b86ea764ec47"
/* the same key and message, with SHA-512 */
#define RSA_SIGNATURE_512 \
    "79c3c576cf23c6e1998582daf452e0fbb9c4e0e0159d1243612dcecd7d960508eb" \
    "768b8aca503b61b0ae05437c790230768918b31fc0319d2829d21ba37d2335b7c1" \
    "55724d0cef3231777e834a2cb1f7f3203a2af699c81188a7d4d38dbb3cce11e4ed" \
    "2d244647a4e160bc2deca5805a5b3ea5bc38775c50355d07dcedcc7a96ffd04803" \
    "f1ba32b72a26b9618af5fa92d9f1d09861adc8918873258d69cc9301f7e8540850" \
    "cfa555d8c97152c5784223cc066b4cf628a090963f2346a7bad0c8a09948641e2b" \
    "998d34adf1f1144fb5d8b3847a38e433d47b04d1db700f5dac67891474c4eb2537" \
    "2eb33180842821b2ab5641b3c2455142ad9fe59b66648d80b4"

/* Kinds that we do not know */
#define SECP256K1_PEM \
    "-----BEGIN PUBLIC KEY-----\n" \
    "MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEjbsRanVbN7YwTwZ65Cx7RQPnHlilXjz0\n" \
    "+J4EZFdsCi80E8GMte9mhPChKoE5CJw9hBJMYjaCRRE4wu8ka5mSoA==\n" \
    "-----END PUBLIC KEY-----\n"
#define SECP256K1_MULTIKEY \
    "zQ3shWx3gjtMvRBF6vYURcXGDNHKuCioQQ4bdKh4nzoCe52Ar"
#define P521_PEM \
    "-----BEGIN PUBLIC KEY-----\n" \
    "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQArIIvO0ajc/6f+7nftxamVLJUuVRf\n" \
    "LKrFODrKkZ2XMZw10Kqb5iZeiCcBNV8raP67HX9wR0t2Wyay+ifMg5UA3SUA0APm\n" \
    "IgCyg6zOzUFNe1O6Y+l1yNrfR72WnCUlMCnzt4/SdNHJGmUgFrrKat/8HLN1x0wn\n" \
    "ZQpfCb/UkxM+Zt32dwQ=\n" \
    "-----END PUBLIC KEY-----\n"
#define P521_MULTIKEY \
    "z2J9gaYnDU7swepK3JUsuGqZV2VuYgUNCnQJPqBsYTsrKjb3G8d7WWXzf9NzGF9uPu" \
    "YVeGQ1YWepAkUNEauhAzge56iZgY4c"
#define X25519_PEM \
    "-----BEGIN PUBLIC KEY-----\n" \
    "MCowBQYDK2VuAyEAoYAka2dbLsm/3eQIwgOSgdKQNboXAvgMbyZPA1511BU=\n" \
    "-----END PUBLIC KEY-----\n"
#define X25519_MULTIKEY \
    "z6LSnYc8j3mEvn3JyvK4gbsoi3Rw577z9Fs9Ycfv8wPR2nQc"
#define RSA_PSS_PEM \
    "-----BEGIN PUBLIC KEY-----\n" \
    "MIIBIDALBgkqhkiG9w0BAQoDggEPADCCAQoCggEBAM7OmbHJlqrST5S8SSyqkGCv\n" \
    "Oyz36pwzYtLChSTPwjWE6eMkeweire1n4SZf7JnufgFURQdsU58gaurfZsZ6j9bb\n" \
    "NO3j+XIrNGkbJhVB8QMarnaam2LNXDi6HPuhwguEnxCikGeHAMaHdaSvsMxydwpU\n" \
    "ckk7gxHrFRHsUVvIAzkkkOtkToPOyuX2ehihwX2rYybys21tHpGB6MJ+O0BnwYjE\n" \
    "ydQ2ybxxsVKsfpfP4jy/0NbTHAb83Y4TqU5VnjiVJgAQF93F2PRW0qjBd5X/AFUH\n" \
    "YyTk5JzMrmqd3qFoD/ERQndUzOdRsO3hTXiQw2skgwLzI9rkTvqk60VrsMgz12UC\n" \
    "AwEAAQ==\n" \
    "-----END PUBLIC KEY-----\n"
/* clang-format on */

#endif
