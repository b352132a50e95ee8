import type { Handlers } from '../call.js';

export const billingHandlers: Handlers = {
  getPricing: async (services) => services.billing.getPricing(),
  getBalance: (services, { access }) => services.billing.getBalance(access),
  getRecentTransactions: (services, { access }) => services.billing.listTransactions(access),
  createTransaction: (services, { params, body }) =>
    services.billing.createTransaction(params.project_id ?? '', body),
  setAutoRecharge: (services, { access, body }) => services.billing.setAutoRecharge(access, body),
  getCheckoutUrl: async (services, { body, origin }) => services.billing.getCheckoutUrl(body, origin),
  getCreditsCheckoutUrl: async (services, { body, origin }) => services.billing.getCheckoutUrl(body, origin),
  getSubscription: async (services) => services.billing.getSubscription(),
  getUsage: (services, { access, query }) => services.billing.getUsage(access, query),
};
