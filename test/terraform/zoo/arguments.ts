/** The arguments of an IP access list. */
export const LIST = { label: "l", list_type: "ALLOW", ip_addresses: ["10.0.0.0/8"] };
