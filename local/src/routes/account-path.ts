/** What every call of the account level begins with. */
export const ACCOUNT = "/api/2.0/accounts/:account";
