/** The digests of an assembly are those of the network's reports. */
export { canonicalJson, sha256 } from "../network/digest";
